"""What a page of the desk sends with its own fields."""


def no_rows(client, address: str) -> dict[str, int]:
    """The counters of all tables of rows on a page, each saying: none here."""
    tables = client.get(address).context["inline_admin_formsets"]
    return {
        f"{table.formset.prefix}-{name}_FORMS": 0
        for table in tables
        for name in ("TOTAL", "INITIAL")
    }
