from django.urls import path

from benchmarks._middleware import long_page, plain

urlpatterns = [path("plain", plain), path("long", long_page)]
