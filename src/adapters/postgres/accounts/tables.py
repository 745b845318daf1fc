"""The tables of accounts, as the migration makes them."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables import metadata

SCHEMA = "accounts"
MOMENT = DateTime(timezone=True)


def owner(name: str = "user_id", *, primary_key: bool = False, nullable: bool = False) -> Column[object]:
    return Column(
        name,
        Uuid,
        ForeignKey("accounts.users.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=nullable,
    )


users = Table(
    "users",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("role", Text, nullable=False, server_default="user"),
    Column("may_ingest", Boolean, nullable=False, server_default=text("false")),
    Column("status", Text, nullable=False, server_default="active"),
    Column("created_at", MOMENT, nullable=False),
    Column("updated_at", MOMENT, nullable=False),
    CheckConstraint("length(email) <= 254 AND strpos(email, '@') > 1", name="email"),
    CheckConstraint("username ~ '^[a-z][a-z0-9_-]{2,29}$'", name="username"),
    CheckConstraint("role IN ('user', 'editor', 'admin')", name="role"),
    CheckConstraint("status IN ('active', 'banned')", name="status"),
    schema=SCHEMA,
)
Index("users_email_lower_uq", func.lower(users.c.email), unique=True)
Index("users_username_lower_uq", func.lower(users.c.username), unique=True)

profiles = Table(
    "profiles",
    metadata,
    owner(primary_key=True),
    Column("display_name", Text, nullable=False),
    Column("country_code", Text, nullable=False, server_default="PL"),
    Column("locale", Text, nullable=False, server_default="en"),
    Column("time_zone", Text, nullable=False, server_default="Europe/Warsaw"),
    Column("rating_scale", Text, nullable=False, server_default="ten"),
    Column("shows_adult", Boolean, nullable=False, server_default=text("false")),
    Column("settings", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("onboarding_step", SmallInteger, nullable=False, server_default=text("0")),
    Column("onboarding_started_at", MOMENT),
    Column("onboarding_completed_at", MOMENT),
    Column("email_verified_at", MOMENT),
    Column("updated_at", MOMENT, nullable=False),
    CheckConstraint("length(display_name) BETWEEN 1 AND 80", name="display_name"),
    CheckConstraint("country_code ~ '^[A-Z]{2}$'", name="country_code"),
    CheckConstraint("locale IN ('en', 'pl')", name="locale"),
    CheckConstraint("rating_scale IN ('ten', 'five', 'hundred')", name="rating_scale"),
    CheckConstraint("jsonb_typeof(settings) = 'object'", name="settings"),
    CheckConstraint("onboarding_step BETWEEN 0 AND 100", name="onboarding_step"),
    schema=SCHEMA,
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    owner(),
    Column("token_hash", LargeBinary, nullable=False),
    Column("user_agent", Text, nullable=False),
    Column("address_prefix", Text, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("last_seen_at", MOMENT, nullable=False),
    Column("idle_expires_at", MOMENT, nullable=False),
    Column("absolute_expires_at", MOMENT, nullable=False),
    Column("revoked_at", MOMENT),
    UniqueConstraint("token_hash"),
    Index(None, "user_id"),
    schema=SCHEMA,
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Uuid, primary_key=True),
    owner(),
    Column("name", Text, nullable=False),
    Column("key_hash", LargeBinary, nullable=False),
    Column("hint", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Column("last_used_at", MOMENT),
    Column("revoked_at", MOMENT),
    UniqueConstraint("key_hash"),
    CheckConstraint("length(name) BETWEEN 1 AND 80", name="name"),
    CheckConstraint("cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'ingest']", name="scopes"),
    CheckConstraint("expires_at > created_at", name="expiry"),
    Index(None, "user_id"),
    schema=SCHEMA,
)

login_events = Table(
    "login_events",
    metadata,
    Column("id", Uuid, primary_key=True),
    owner(nullable=True),
    Column("success", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("address_prefix", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    CheckConstraint("reason IN ('signed-in', 'wrong-password', 'unknown-login', 'banned')", name="reason"),
    Index(None, "user_id", "at"),
    schema=SCHEMA,
)

throttles = Table(
    "throttles",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("window_ends_at", MOMENT, nullable=False),
    Column("count", Integer, nullable=False),
    Index(None, "window_ends_at"),
    schema=SCHEMA,
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    owner(primary_key=True),
    Column("key_hash", LargeBinary, primary_key=True),
    Column("route", Text, nullable=False),
    Column("body_hash", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("claim", Uuid, nullable=False),
    Column("status", SmallInteger),
    Column("headers", JSONB),
    Column("body", LargeBinary),
    Column("created_at", MOMENT, nullable=False),
    CheckConstraint("state IN ('running', 'answered', 'secret')", name="state"),
    CheckConstraint(
        "(state = 'running') = (body IS NULL)"
        " AND (state = 'answered') = (status IS NOT NULL AND headers IS NOT NULL)",
        name="answer",
    ),
    schema=SCHEMA,
)

invitations = Table(
    "invitations",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("note", Text, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Column("used_at", MOMENT),
    Column("used_by", Uuid, ForeignKey("accounts.users.id", ondelete="SET NULL")),
    CheckConstraint("length(note) <= 200", name="note"),
    CheckConstraint("expires_at > created_at", name="expiry"),
    CheckConstraint("used_by IS NULL OR used_at IS NOT NULL", name="used"),
    schema=SCHEMA,
)
