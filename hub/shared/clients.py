"""Telling clients apart without keeping who they are."""

from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from hub.shared.memory import Remembered
from hub.shared.models import DailySalt

IPV6_PREFIX = 64
# What one provider gives to neighbours, and one program may use in turn.
AROUND_IPV4, AROUND_IPV6 = 24, 48


class LikeProgram(models.TextChoices):
    """Why something was more likely sent by a program than by a person."""

    TOO_FAST = "too_fast", _("sent within seconds of opening the form")
    HONEYPOT = "honeypot", _("a field that people do not see was filled in")
    PROGRAM = "program", _("sent as programs send, not browsers")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as far as the request tells."""

    client_key: str = ""
    network_key: str = ""
    # Every browser says which languages its reader knows; few programs do.
    names_languages: bool = True


NOBODY = Sender()


def sender_of(request: HttpRequest) -> Sender:
    languages = bool(request.headers.get("Accept-Language"))
    return Sender(client_key(request), network_key(request), languages)


def client_key(request: HttpRequest) -> str:
    """A keyed hash of the client's network, different every day.

    One household has a whole IPv6 /64, so that is what counts as one client.
    """
    return daily_key(_network(_address(request)))


def network_key(request: HttpRequest) -> str:
    """The same of the network around the client."""
    network = _network(_address(request))
    if network == "unknown":
        return daily_key(network)
    inner = ip_network(network)
    prefix = AROUND_IPV4 if inner.version == 4 else AROUND_IPV6
    return daily_key(str(inner.supernet(new_prefix=prefix)))


def daily_key(text: str) -> str:
    """A keyed hash that nobody can compare or turn back once the day is over."""
    return salted_hmac(_salt_of_today(), text, algorithm="sha256").hexdigest()


def forget_salts() -> int:
    """Destroy the salts of days that are over; say how many there were."""
    count, _kinds = DailySalt.objects.filter(day__lt=timezone.localdate()).delete()
    return count


def _salt_of_today() -> str:
    day = timezone.localdate()
    return _salts.get(day, lambda: DailySalt.objects.get_or_create(day=day)[0].salt)


_salts: Remembered[date, str] = Remembered(seconds=600)


def _address(request: HttpRequest) -> str:
    """The client's address; behind our own proxy, as the proxy saw it."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.HUB_BEHIND_PROXY and forwarded:
        return forwarded.rsplit(",", maxsplit=1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        # A Unix socket has no address: all who come through it are one client.
        return "unknown"
    # A socket for both families tells of IPv4 clients as ::ffff:192.0.2.1.
    mapped = getattr(found, "ipv4_mapped", None)
    if found.version == 4 or mapped:
        return str(mapped or found)
    return str(ip_network((found, IPV6_PREFIX), strict=False))
