"""Papers of every tier and an answer for everybody, on the first sample listings."""

from django.core.files.base import ContentFile

from investguangdong.projects.actions.hanging import keep_document, publish_answer
from investguangdong.projects.models import Answer, Document, Project, Status, Tier

HOW_MANY = 12
PAPERS = {
    Tier.PUBLIC: "Site plan and utilities (sample)",
    Tier.SIGNED_IN: "Outline of costs (sample)",
    Tier.VERIFIED: "Feasibility study, summary (sample)",
    Tier.NDA: "Draft agreement (sample)",
}
ANSWER = {
    "question_en": "Can the second phase be reserved when the first is signed?",
    "answer_en": "Yes, for two years, if works on the first phase have begun within nine months of signing.",
    "question_zh_hans": "签约一期时能否预留二期用地？",
    "answer_zh_hans": "可以，预留两年，条件是一期在签约后九个月内开工。",
    "question_pt": "A segunda fase pode ficar reservada quando se assina a primeira?",
    "answer_pt": "Sim, por dois anos, se as obras da primeira começarem até nove meses após a assinatura.",
}


def pdf(title: str) -> bytes:
    """One page with one line."""
    stream = f"BT /F1 20 Tf 60 760 Td ({title.replace('(', '[').replace(')', ']')}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (len(parts) + 1, table, len(parts) + 1, len(body))
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % end
    )


def make(seed: int) -> None:
    """Idempotent: a listing that has an answer has its papers."""
    samples = Project.objects.filter(sample_key__startswith=f"{seed}-P", status=Status.PUBLISHED).order_by(
        "pk"
    )
    first = list(samples.select_related("officer")[:HOW_MANY])
    known = set(Answer.objects.filter(project__in=first).values_list("project_id", flat=True))
    for project in (row for row in first if row.pk not in known and row.officer):
        publish_answer(project, by=project.officer, **ANSWER)
        for tier, title in PAPERS.items():
            file = ContentFile(pdf(title), name=f"{project.code}-{int(tier)}.pdf")
            paper = Document(project=project, title=title, tier=tier, file=file, is_sample=True)
            keep_document(paper, by=project.officer)
