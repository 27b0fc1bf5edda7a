from investguangdong.pages import desk_urls

app_name = "pages"

urlpatterns = [*desk_urls.urlpatterns]
