from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.identity import fold_email
from investguangdong.places.models import City, Sector

LANGUAGE_CHOICES = settings.LANGUAGES


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not the name of a time zone."), params={"name": name})


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person sees herself; who covers the whole province sees everybody."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser or OfficerScope.objects.province_wide().filter(user=user).exists():
            return self
        return self.filter(pk=user.pk)

    def restricted(self):
        """Who has asked that her data be kept and not used."""
        return self.filter(restricted_at__isnull=False)

    def officers(self):
        return self.filter(is_active=True, is_staff=True, scopes__isnull=False).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    @classmethod
    def normalize_email(cls, email):
        return fold_email(email or "")

    def get_by_natural_key(self, email):
        return self.get(email=fold_email(email))

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address: investor, promotion officer or auditor."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"),
        max_length=7,
        choices=LANGUAGE_CHOICES,
        blank=True,
        help_text=_("Of your account’s pages and of mail."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    is_staff = models.BooleanField(_("works in the back office"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), auto_now_add=True)
    restricted_at = models.DateTimeField(
        _("restricted since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The person's data is kept, and used for nothing but what is open."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower(
                    models.Func(
                        "email",
                        template="normalize(%(expressions)s, NFKC)",
                        output_field=models.CharField(),
                    )
                ),
                name="user_email_once_folded",
                violation_error_message=_("There is an account with this e-mail address."),
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["", *(code for code, _name in LANGUAGE_CHOICES)]),
                name="user_language_known",
            ),
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def is_restricted(self) -> bool:
        return self.restricted_at is not None

    def clean(self):
        super().clean()
        self.email = fold_email(self.email)

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email


class OfficerProfileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public: everybody may know who answers at a desk, as long as she does."""
        return self.filter(user__is_active=True, user__is_staff=True)


class OfficerProfile(models.Model):
    """What the public may know of an officer: the desk answers, and a person with a name stands for it."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="officer_profile", verbose_name=_("officer")
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=160, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)
    languages = ArrayField(
        models.CharField(max_length=12), verbose_name=_("languages spoken"), default=list, blank=True
    )
    desk_email = models.EmailField(_("e-mail of the desk"), blank=True)
    desk_phone = models.CharField(_("telephone of the desk"), max_length=40, blank=True)
    hours = models.CharField(_("telephone hours"), max_length=160, blank=True)

    objects = OfficerProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer profile")
        verbose_name_plural = _("officer profiles")

    def __str__(self):
        return str(self.user)


class OfficerScopeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user__in=User.objects.visible_to(user))

    def province_wide(self):
        return self.filter(city__isnull=True)

    def of_active_staff(self):
        return self.filter(user__is_active=True, user__is_staff=True)

    def at_desk(self, city):
        """Who answers for the city (`None`: the provincial desk), the lead first."""
        own = self.of_active_staff().filter(can_write=True)
        own = own.province_wide() if city is None else own.filter(city=city)
        return own.select_related("user__officer_profile").order_by("rank", "user_id")


class OfficerScope(models.Model):
    """Where an officer works. Without a city: the whole province; without sectors: all of them."""

    class Rank(models.IntegerChoices):
        LEAD = 1, _("lead officer")
        DEPUTY = 2, _("deputy")
        MEMBER = 3, _("member of the desk")

    user = models.ForeignKey(User, models.CASCADE, related_name="scopes", verbose_name=_("officer"))
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="officer_scopes",
        verbose_name=_("city"),
        help_text=_("Empty: the whole province."),
    )
    sectors = models.ManyToManyField(
        Sector, blank=True, verbose_name=_("sectors"), help_text=_("None chosen: all sectors.")
    )
    can_write = models.BooleanField(_("may change"), default=True)
    rank = models.PositiveSmallIntegerField(_("rank at the desk"), choices=Rank, default=Rank.MEMBER)

    objects = OfficerScopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer's area")
        verbose_name_plural = _("officers' areas")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "city"], nulls_distinct=False, name="officer_scope_once_a_city"
            ),
            models.CheckConstraint(
                condition=models.Q(can_write=True) | models.Q(rank=3),
                name="officer_scope_lead_can_write",
            ),
        ]

    def __str__(self):
        place = self.city or _("whole province")
        return f"{self.user} · {place}"
