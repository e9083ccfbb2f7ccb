#!/bin/sh
# SPDX-License-Identifier: MIT
# What people do to the form for Word: nothing that they typed is lost unsaid.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

python3 - <<'END'
import zipfile
BODY = ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://'
        'schemas.openxmlformats.org/markup-compatibility/2006"><w:body>%s</w:body></w:document>')
def p(text, look=""):
    return "<w:p><w:pPr><w:rPr><w:strike/></w:rPr></w:pPr><w:r>%s<w:t>%s</w:t></w:r></w:p>" % (look and "<w:rPr>%s</w:rPr>" % look, text)
def tr(*boxes):
    return "<w:tr>%s</w:tr>" % "".join("<w:tc>%s</w:tc>" % (b if b.startswith("<") else p(b)) for b in boxes)
def tbl(*rows):
    return "<w:tbl>%s</w:tbl>" % "".join(rows)
def write(name, body):
    with zipfile.ZipFile(name + ".docx", "w") as out:
        out.writestr("word/document.xml", BODY % body)
count = 0
def child(art="Art", key="Person ID (the number)"):
    """The rows of one review, each of somebody else."""
    global count
    count += 1
    return [tr(key, "W%d" % count), tr("Review date", "1/5/2025"), tr("What is working 1 (the most important)", art),
            tr("What is working 2", ""), tr("Said by", "Young person")]

write("joined", tbl(*child("First child"), *child("Second child", "Person ID")))
write("again", tbl(*child("Once"), tr("What is working 2", "Twice"), tr("What is working 2", "Twice"),
                   tr("What is working 2", "Thrice")))
write("own", tbl(tr("Name", "Noor Averill"), tr("Date of birth", "1/2/2010"), tr("Review date", "1/5/2025"),
                 tr("What is working 1", "Own form"), tr("Name", "Mo Averill"), tr("Relation", "Father")))
write("noheading", tbl(*child(), tr("", "My mum and I liked the trip")))
write("onebox", tbl(*child(), tr("I am frightened of the boys on the bus")))
write("third", tbl(tr("Person ID", "W90", "see file"), *child()[1:], tr("Somebody's name", "", "a note")))
intro = p("Reviews: 2025") + p("Plumshire")
own = p("If anything makes you worry about somebody's safety, do what your school’s safeguarding rules say now. "
        "Do not wait for this form.")
write("between", p("Our own title") + tbl(*child()) + p("Our own title") + p(" ") + p("Also, he is frightened.") + tbl(*child()) + p("<![CDATA[\u00a0]]>"))
write("above", intro + own + tbl(*child()) + intro + own + tbl(*child()))
write("typed_above", intro + own + p("He told us he is frightened.") + tbl(*child()))
write("ownbox", tbl(*child()) + p("") + tbl(tr("I have more to say in a table of my own")))
write("tracked", tbl(*child("<w:p><w:moveFrom><w:r><w:t>Moved away, </w:t></w:r></w:moveFrom><w:del><w:r><w:delText>Gone</w:delText>"
                            "<w:t>Gone too</w:t></w:r></w:del><w:r><w:t>I like </w:t></w:r><w:ins><w:r><w:t>drum</w:t>"
                            "<w:noBreakHyphen/><w:t>kits</w:t></w:r></w:ins></w:p>")))
write("struck", tbl(*child(p("Art") + p("Maths", "<w:strike/>")), tr("Hopes for the future 1", p("A job", '<w:strike w:val="0"/>')
      + p("Not shown", "<w:vanish/>")), tr("What is not working 1", p("The bus", "<w:rPrChange><w:rPr><w:dstrike/></w:rPr></w:rPrChange>"))))
write("textbox", tbl(*child("<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>%s</w:txbxContent></mc:Choice><mc:Fallback>"
                            "<w:txbxContent>%s</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>" % (p("Said once"), p("Said once")))))
label = child()
label[2] = tr(p("What is working 1 (the most important)") + p("I like art"), "")
write("label", tbl(*label))
label = child()
label[2] = tr("What is working 1 (the most important) I like art", "Music")
label[4] = tr("Said by our neighbour", "")
write("label_line", tbl(*label))
label = child()
label.append(tr(p("Review date") + p("of last year"), "1/5/2024"))
write("label_other", tbl(*label))
END

again=", and import the document again"
folder council
run cycle new 2025

# Two tables that ran into one are two reviews; Word joins them where the line between is
# taken out.
expect 0 import reviews joined.docx
check_quiet
check_out "2 statements"
run list statement
check_out "First child  [joined.docx:2:working1]"
check_out "Second child  [joined.docx:3:working1]"
# A form of somebody's own may ask for two names.
expect 2 import reviews own.docx
check_err "own.docx: beside \"Name\": a second row"
check_out "own.docx: 1 row"
check_out "1 statement"
expect 2 import reviews again.docx
check_err "again.docx: beside \"What is working 2\": a second row has this heading, and what is typed there is not taken; give that row a heading of its own, or move it into the first one$again"
run list statement
check_out "Twice  [again.docx:2:working2]"

# What stands in no box of answers is named by its place.
expect 2 import reviews noheading.docx
check_err "noheading.docx: below \"Said by\": what is typed there has no heading beside it and is not taken; if it was said at the review, write the heading into the box on its left, or move it into a box that has one$again"
check_no_err "My mum"
check_out "cell or column left out, named above"
expect 2 import reviews onebox.docx
check_err "onebox.docx: below \"Said by\": what is typed in a row of one box is not taken; if it was said at the review, move it into the box beside its heading$again"
expect 2 import reviews third.docx
check_err "third.docx: beside \"Person ID\", in row 6: what is typed in a third box is not taken"
check_no_err "a note"
expect 2 import reviews between.docx
check_err "between.docx: below table 1: what is typed outside of the boxes is not taken; if it was said at the review, move it into the box beside its heading$again"
expect 2 import reviews ownbox.docx
check_err "ownbox.docx: in row 1 of table 2: what is typed in a row of one box is not taken"
# What the form says itself is no answer; beside it, above, stands a remark.
expect 0 import reviews above.docx
check_quiet
check_out "2 statements"
expect 0 import reviews typed_above.docx
check_err "typed_above.docx: above the table: what is typed there is not the form's own, and is not taken; if it was said at the review, move it into the box beside its heading$again"

# What tracked changes took away is nobody's word; what is struck through or hidden is
# named.
expect 0 import reviews tracked.docx
check_quiet
expect 2 import reviews struck.docx
check_err "struck.docx: beside \"What is working 1\": what is struck through is not taken; if it holds, take the line through it away$again"
check_err "struck.docx: beside \"Hopes for the future 1\": text is hidden and not taken; show it"
check_no_err "Maths"
expect 0 import reviews textbox.docx
run list statement
check_out "I like drum-kits  [tracked.docx"
check_out "Art  [struck.docx:2:working1]"
check_out "A job  [struck.docx"
check_out "The bus  [struck.docx"
check_no_out "Maths"
check_no_out "Not shown"
check_out "Said once  [textbox.docx"

# Words typed into the box of the heading: its answer is taken, and they are named.
expect 2 import reviews label.docx
check_err "label.docx: beside \"What is working 1\": what is typed into the heading's own box is not taken; if it was said at the review, move it into the box on the right$again"
check_no_err "I like art"
check_no_err "not used"
expect 2 import reviews label_line.docx
check_err "label_line.docx: beside \"What is working 1\", beside \"Said by\": what is typed into the heading's own box is not taken"
check_no_err "neighbour"
run list statement
check_out "Music  [label_line.docx"
# Not where the heading has a row of its own: it may be another one.
expect 0 import reviews label_other.docx
check_err "not used: \"Review date of last year\""
finish
