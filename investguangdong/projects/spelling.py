"""A typo in a name still finds it: words that no listing has are replaced by the nearest known one.

Only Latin words of four letters or more, and only where the words as typed find nothing: an exact hit is never
drowned. Trigrams find candidates in the database; the number of slips decides, two neighbours swapped being one."""
# Only text of this module and of the ORM is put into SQL; values go as parameters.
# ruff: noqa: S608

from django.db import connection

from investguangdong.core.versions import kept_for_all, kept_here
from investguangdong.projects import reference
from investguangdong.projects.models import SearchEntry
from investguangdong.projects.searching import is_found
from investguangdong.projects.searchtext import RUN, STOP_WORDS, is_han, normal

SHORTEST, LONGEST = 4, 40
MOST_WORDS = 6
CANDIDATES = 30
SHOWN = 3
NEAREST = """
SELECT word FROM (SELECT word FROM projects_knownword WHERE word %% %s UNION SELECT unnest(%s::text[])) known
WHERE abs(length(word) - length(%s)) <= 2 AND similarity(word, %s) > 0.2
ORDER BY similarity(word, %s) DESC, word LIMIT %s
"""
KEEP = "INSERT INTO projects_knownword (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"


def words_of(text: str) -> list[str]:
    """Latin words that may hold a typo, once each, as the search compares them."""
    runs = (run for run in RUN.findall(normal(text)) if not is_han(run) and run not in STOP_WORDS)
    return list(dict.fromkeys(run for run in runs if run.isalpha() and SHORTEST <= len(run) <= LONGEST))


def keep(cursor, texts) -> None:
    """The words of these texts are known from now on."""
    words = sorted({word for text in texts if text for word in words_of(text)})
    if words:
        cursor.execute(KEEP, [words])


def slips(one: str, other: str) -> int:
    """Letters left out, put in, changed or swapped with a neighbour, to get from one word to the other."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def forgiven(word: str) -> int:
    return 1 if len(word) < 6 else 2


@kept_here("places")
def names() -> list[str]:
    """Words of the names of sectors, clusters, cities and zones."""
    rows = [row for group in reference.rows().values() for row in group.values()]
    return sorted(
        {word for row in rows for name in (row.name_en, row.name_pt) for word in words_of(name or "")}
    )


def nearest(word: str) -> list[str]:
    """Known words within the slips that are forgiven, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', '0.2', true)")
        cursor.execute(NEAREST, [word, names(), word, word, word, CANDIDATES])
        found = [(slips(word, known), known) for (known,) in cursor.fetchall() if known != word]
    return [known for distance, known in sorted(found) if distance <= forgiven(word)]


def lost_words(text: str) -> list[str]:
    """Words that no listing has, where the text as a whole finds nothing. One question."""
    words = words_of(text)[:MOST_WORDS]
    if not words or any(is_han(run) for run in RUN.findall(normal(text))):
        return []
    parts = [finds(text), *(finds(word) for word in words)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(f"EXISTS ({sql})" for sql, _values in parts),
            [value for _sql, values in parts for value in values],
        )
        whole, *each = cursor.fetchone()
    return [] if whole else [word for word, is_there in zip(words, each, strict=True) if not is_there]


def finds(text: str) -> tuple[str, tuple]:
    rows = SearchEntry.objects.listed().filter(is_found(text, loosely=True)).order_by()
    return rows.values("pk").query.sql_with_params()


def suggestions(text: str) -> list[str]:
    """The text with its lost words put right, the nearest first; empty where there is nothing to put right."""
    return kept_for_all("projects", "spelling:" + normal(text)[:200], lambda: suggestions_now(text))


def suggestions_now(text: str) -> list[str]:
    lost = lost_words(text)
    near = {word: found for word in lost if (found := nearest(word))}
    if not near:
        return []
    most = min(SHOWN, max(map(len, near.values())))
    variants = [{word: found[min(n, len(found) - 1)] for word, found in near.items()} for n in range(most)]
    return list(dict.fromkeys(put_right(text, variant) for variant in variants))


def put_right(text: str, words: dict[str, str]) -> str:
    """Every run that is one of these words is replaced; the rest stays as typed."""
    return RUN.sub(lambda run: words.get(normal(run[0]), run[0]), text)
