app_name = "investors"

urlpatterns = []
