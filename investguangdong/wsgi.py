import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "investguangdong.settings")
os.environ.setdefault("STATEMENT_TIMEOUT", "5s")  # a person does not wait longer than this for one query

application = get_wsgi_application()
