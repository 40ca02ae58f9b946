"""Rows that every app shares: the audit trail, content versions, signs of life."""

import secrets

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One thing a person or a task did to one object. Written once, never changed."""

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="audit_entries",
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=40)
    object_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id", "at"])]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_id}"


class ContentVersion(models.Model):
    """A number that grows whenever something a visitor may see has changed.

    Scope 0 is the whole portal, any other scope is an action group's id.
    """

    PORTAL = 0

    scope = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(default=1)

    def __str__(self):
        return f"{self.scope}: {self.number}"


def new_salt() -> str:
    """256 bits nobody can guess."""
    return secrets.token_hex(32)


class DailySalt(models.Model):
    """What clients' keys of one day are mixed with; deleted when the day is over.

    After that not even we can find out which network a key stood for.
    """

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64, default=new_salt)

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"


class Word(models.Model):
    """A word that stands in a searched name, folded: what a typing error is held to."""

    word = models.CharField(primary_key=True, max_length=60)

    class Meta:
        indexes = [
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="word_trgm"),
        ]

    def __str__(self):
        return self.word


class Heartbeat(models.Model):
    """When a part of the portal (such as a worker) was last seen alive."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name}: {self.at:%Y-%m-%d %H:%M:%S}"
