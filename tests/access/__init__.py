"""Who may open what: the whole table, and what runs it for `tests/test_access.py`.

An address, admin class or admin action that is not named here fails the tests. To add
one, write one line into the group it belongs to; `it` holds one object of everything,
of one action group (see `rows.py`):

    visitors.py     VISITORS_PAGES["places:wanted"] = lambda it: []
    desks.py        DESKS["places.route"] = Desk(changes=EDITS, adds=EDITS)
    desks.py        ACTIONS["places.place"]["hide"] = EDITS
    desk_pages.py   DESK_PAGES["places_place_switch"] = Page(
                        lambda it: [it.place.pk], post=EDITS
                    )

What the table says of a role holds for the objects of her own group. Objects of another
group, and of nobody, are 404 for everybody but superusers. Those who are no members of
any group are sent to sign in.
"""
