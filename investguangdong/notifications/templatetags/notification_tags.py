from django import template

from investguangdong.notifications.models import Message

register = template.Library()


@register.simple_tag
def inbox_count(user) -> int:
    """How many messages the person has not read yet."""
    return Message.objects.inbox_of(user).unread().count()
