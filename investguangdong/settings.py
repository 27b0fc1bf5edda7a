"""Settings of Invest Guangdong. Everything that differs between machines comes from the environment;
`.env.example` is the table of contents."""

from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy

from investguangdong import environment
from investguangdong.core import embedded, logs

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"

DEBUG = environment.flag("DEBUG")
DEMO = environment.flag("DEMO")
SITE_URL = environment.text("SITE_URL", f"http://localhost:{environment.text('PORT', '8000')}").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
SITE_IS_LOCAL = SITE_HOST in ("localhost", "127.0.0.1", "testserver")
SITE_IS_SECURE = SITE_URL.startswith("https://")

if DEMO and not SITE_IS_LOCAL:
    environment.refuse(
        "DEMO=1 brings accounts with a public password; unset it where SITE_URL is a real address."
    )

STAFF_MFA_REQUIRED = environment.flag("STAFF_MFA_REQUIRED", not DEMO)
SECURITY_CONTACT = environment.text("SECURITY_CONTACT", f"security@{SITE_HOST}")
for name, instead in {
    "STORAGE_URL": "files go to MEDIA_ROOT; mount shared storage there",
    "SENTRY_DSN": "errors go to the log with their request number; collect them from there",
}.items():
    if environment.text(name):
        environment.refuse(f"{name} is not supported yet: {instead}.")

SECRET_KEY = environment.text("SECRET_KEY", embedded.local_secret(LOCAL_DIR) if SITE_IS_LOCAL else "")
if not SECRET_KEY:
    environment.refuse("SECRET_KEY is empty; set it to 50 or more random characters.")

SECRET_KEY_FALLBACKS = environment.names("SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = environment.names(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if SITE_IS_LOCAL else SITE_HOST
)

INSTALLED_APPS = [
    "modeltranslation",
    "investguangdong.pages",
    "investguangdong.reports",
    "investguangdong.insights",
    "investguangdong.matching",
    "investguangdong.cases",
    "investguangdong.projects",
    "investguangdong.events",
    "investguangdong.services",
    "investguangdong.resources",
    "investguangdong.investors",
    "investguangdong.content",
    "investguangdong.accounts",
    "investguangdong.places",
    "investguangdong.notifications",
    "investguangdong.audit",
    "investguangdong.core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_countries",
]

MIDDLEWARE = [
    "investguangdong.core.middleware.number_requests",
    "investguangdong.core.middleware.set_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "investguangdong.core.middleware.dress_bare_errors",
    "investguangdong.core.middleware.refuse_what_is_no_text",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "investguangdong.accounts.middleware.speak_the_visitors_language",
    "allauth.account.middleware.AccountMiddleware",
    "investguangdong.accounts.middleware.ask_staff_for_a_second_factor",
    "investguangdong.projects.middleware.take_over_the_shortlist",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "investguangdong.urls"
WSGI_APPLICATION = "investguangdong.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "investguangdong.core.context.site",
                "investguangdong.projects.context.saved_count",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "investguangdong.core.templatetags.core_tags",
            ],
        },
    },
]

DATABASES = {
    "default": embedded.database_settings(
        environment.address("DATABASE_URL", ("postgresql", "postgres")),
        LOCAL_DIR,
        environment.text("STATEMENT_TIMEOUT", "0"),
    )
}

AUTH_USER_MODEL = "accounts.User"

# Languages: the address carries the language, content has one column a language and no silent fall-back.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("pt", "Português")]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_LANGUAGES = ("en", "zh-hans", "zh-hant", "pt")
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ()
MODELTRANSLATION_ENABLE_FALLBACKS = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Areas under the names of official use; the rest are those of the ISO list.
COUNTRIES_OVERRIDE = {
    "HK": gettext_lazy("Hong Kong SAR"),
    "MO": gettext_lazy("Macao SAR"),
    "TW": gettext_lazy("Taiwan, China"),
}

STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "investguangdong.core.stylesheets.PageStyles",
]
MEDIA_ROOT = environment.text("MEDIA_ROOT", str(LOCAL_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Security. The policy is on every response, errors and back office included.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
if SITE_IS_SECURE:  # TLS ends at a proxy, which must overwrite this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_SECURE
SECURE_HSTS_PRELOAD = SITE_IS_SECURE
COOKIE_PREFIX = "__Host-" if SITE_IS_SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = SITE_IS_SECURE
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "investguangdong.core.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SECURE = SITE_IS_SECURE
THEME_COOKIE_NAME = f"{COOKIE_PREFIX}theme"

LOGGING = logs.settings("WARNING")

# Cache and jobs. Embedded: one Valkey; production: two Redis instances.
REDIS = ("redis", "rediss", "unix")
CACHES = {"default": embedded.cache_settings(environment.address("CACHE_URL", REDIS), LOCAL_DIR)}
KEEP_SECONDS = 60  # longest life of counts and of reference rows kept in memory (core.versions)

CELERY_BROKER_URL = environment.address(
    "CELERY_BROKER_URL", (*REDIS, "redis+socket", "amqp", "amqps"), embedded.broker_url(LOCAL_DIR)
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_mutex_expire": 5,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 1,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "deliver what no wake-up has delivered": {"task": "notifications.sweep", "schedule": 10},
    "tell followers and searchers what changed": {"task": "projects.tell", "schedule": 15},
    "take over imports that no wake-up has taken": {"task": "projects.take_over_imports", "schedule": 60},
    "let listings lapse and remind their officers": {"task": "projects.keep_fresh", "schedule": 60},
    "ask again about matches put off until today": {
        "task": "matching.wake",
        "schedule": crontab(hour=6, minute=5),
    },
    "score the pairs whose facts have changed": {"task": "matching.sweep", "schedule": 10},
    "go on with a run of the matching whose workers are gone": {"task": "matching.resume", "schedule": 60},
    "remind cities of briefs and end those out of time": {
        "task": "matching.keep_briefs_moving",
        "schedule": crontab(hour=8, minute=40),
    },
    "score every mandate anew each night": {
        "task": "matching.rescore_all",
        "schedule": crontab(hour=3, minute=10),
    },
    "learn from the answers each week": {
        "task": "matching.train",
        "schedule": crontab(day_of_week=0, hour=5, minute=10),
    },
    "count each city's exposure every night": {
        "task": "matching.record_exposure",
        "schedule": crontab(hour=4, minute=50),
    },
    "tell investors of new matches each morning": {
        "task": "matching.tell_new_matches",
        "schedule": crontab(hour=9, minute=0),
    },
    "ask each morning whether mandates are still right": {
        "task": "investors.remind_unconfirmed",
        "schedule": crontab(hour=8, minute=30),
    },
    "tell the province each Monday which policies end": {
        "task": "insights.tell_of_lapsing_policies",
        "schedule": crontab(day_of_week=1, hour=9, minute=5),
    },
    "end checks of organisations whose time is over": {
        "task": "investors.keep_checks",
        "schedule": crontab(hour=8, minute=20),
    },
    "build reports that no wake-up has built": {"task": "reports.sweep", "schedule": 10},
    "link new audit entries into the chain": {"task": "audit.seal", "schedule": 60},
    "send issues of the newsletter that no wake-up has sent": {
        "task": "content.send_issues",
        "schedule": 60,
    },
    "erase people whose week has passed": {"task": "accounts.carry_out_erasures", "schedule": 60},
    "build copies of people's data that no wake-up has built": {
        "task": "accounts.build_copies",
        "schedule": 60,
    },
    "forget what is past its term each night": {
        "task": "accounts.forget",
        "schedule": crontab(hour=4, minute=20),
    },
}

# Mail. The outbox is the only mailer; EMAIL_URL says where it hands messages over.
EMAIL_URL = environment.text("EMAIL_URL")
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"Invest Guangdong <no-reply@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DIR = LOCAL_DIR / "mail"
MAIL_SENDERS = environment.number("MAIL_SENDERS", 1)
MAIL_PER_SECOND = environment.number("MAIL_PER_SECOND", 30)
MAILERS = {
    "default": {"BACKEND": "investguangdong.notifications.backends.OutboxBackend"},
    "delivery": environment.mailer(EMAIL_URL, MAIL_DIR),
}

# Accounts: an e-mail address is the login. What the library's pages look like is in templates/account.
AUTHENTICATION_BACKENDS = ["investguangdong.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "investguangdong.accounts.passwords.KnownPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", 0)
ACCOUNT_ADAPTER = "investguangdong.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "investguangdong.accounts.forms.LoginForm",
    "signup": "investguangdong.accounts.forms.SignupForm",
    "add_email": "investguangdong.accounts.forms.AddEmailForm",
    "reset_password": "investguangdong.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "investguangdong.accounts.forms.ResetPasswordKeyForm",
    "change_password": "investguangdong.accounts.forms.ChangePasswordForm",
    "set_password": "investguangdong.accounts.forms.SetPasswordForm",
    "reauthenticate": "investguangdong.accounts.forms.ReauthenticateForm",
    "request_login_code": "investguangdong.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "investguangdong.accounts.forms.ConfirmLoginCodeForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_IS_SECURE else "http"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"signup": "10/h/ip", "reset_password": "20/m/ip,3/h/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "investguangdong.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "investguangdong.accounts.forms.SecondFactorForm",
    "reauthenticate": "investguangdong.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "investguangdong.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "investguangdong.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "investguangdong.accounts.forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Invest Guangdong"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_IS_LOCAL and not SITE_IS_SECURE
