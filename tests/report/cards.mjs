// SPDX-License-Identifier: MIT
// Reads sheets of cards as a printer lays them out: that no word runs over its card and
// no card over its sheet, in Arial and in a wider font, and that letters are large.

// In the pixels of the style sheet: 16 pt, and a little for what is rounded.
const leastLetters = 16 * 96 / 72;
const little = 1;

function measure() {
    const box = (one) => one.getBoundingClientRect();
    const cards = [...document.querySelectorAll(".card")];
    const over = (inner, outer) => {
        const a = box(inner);
        const b = box(outer);
        return Math.max(b.left - a.left, a.right - b.right, b.top - a.top, a.bottom - b.bottom);
    };
    const words = (card) => {
        const range = document.createRange();
        range.selectNodeContents(card.querySelector(".words"));
        return { getBoundingClientRect: () => range.getBoundingClientRect() };
    };
    const worst = (list) => list.reduce((a, b) => (a.by >= b.by ? a : b));
    const sheets = [...document.querySelectorAll(".sheet")];
    return {
        cards: cards.length,
        sheets: sheets.length,
        // The words stay clear of the number above them and of the edge below.
        words: worst(cards.flatMap((card) => {
            const inner = box(words(card));
            const below = card.querySelector(".seen");
            const foot = below ? box(below).top : box(card).bottom;
            return [
                { by: over(words(card), card), text: card.innerText },
                { by: box(card.querySelector(".number")).bottom - inner.top, text: card.innerText },
                { by: inner.bottom - foot, text: card.innerText },
            ];
        })),
        seen: worst([...document.querySelectorAll(".seen")].map((one) =>
            ({ by: over(one, one.closest(".card")), text: one.innerText }))),
        card: worst(cards.map((card) =>
            ({ by: over(card, card.closest(".sheet")), text: card.innerText }))),
        edge: worst(cards.map((card) => ({
            by: box(card).bottom - box(card.closest(".sheet").querySelector(".edge")).top,
            text: card.innerText,
        }))),
        letters: Math.min(...[...document.querySelectorAll(".words")].map((one) =>
            parseFloat(getComputedStyle(one).fontSize))),
        short: parseFloat(getComputedStyle(document.querySelector(".words")).fontSize),
        unnamed: sheets.filter((one) =>
            !/^2025: .+, page \d+ of \d+$/.test(one.querySelector(".edge").innerText)).length,
    };
}

async function checkSheets(page, where, check) {
    const found = await page.evaluate(measure);
    const fits = (what, one) => check(`${what}, ${where}`, one.by <= little,
        `${one.by} pixels: ${one.text.slice(0, 80)}`);
    check(`there are cards, ${where}`, found.cards > 100 && found.sheets > 20);
    fits("words are on their card", found.words);
    fits("who saw it is on the card", found.seen);
    fits("cards are on their sheet", found.card);
    fits("cards end above the foot of the page", found.edge);
    check(`letters are large, ${where}`, found.letters >= leastLetters - 0.01,
        `${found.letters} pixels`);
    check(`one word is larger, ${where}`, found.short >= leastLetters * 1.25,
        `${found.short} pixels`);
    check(`each page is named, ${where}`, found.unnamed === 0, `${found.unnamed} are not`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
    check(`a sheet is a page, ${where}`, pages === found.sheets,
        `${pages} pages of ${found.sheets} sheets`);
}

async function checkRules(page, axe, where, check) {
    await page.evaluate(axe.source);
    const found = await page.evaluate((tags) => window.axe.run(document,
        { runOnly: { type: "tag", values: tags } }), axe.rules);
    const tell = found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`);
    check(`rules, cards ${where}`, tell.length === 0, tell.join("\n  "));
    check(`enough rules were looked at, cards ${where}`, found.passes.length >= 15,
        `${found.passes.length}`);
    const wide = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(`nothing is wider than the page, cards ${where}`, wide <= 0, `${wide} pixels`);
}

export async function checkCards(page, axe, check) {
    await page.setViewportSize({ width: 1200, height: 900 });
    await checkRules(page, axe, "on a desk", check);
    await page.setViewportSize({ width: 320, height: 640 });
    await checkRules(page, axe, "on a phone", check);
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: "print" });
    await checkSheets(page, "cards on paper", check);
    await page.addStyleTag({ content: "body { font-family: 'DejaVu Sans' !important; }" });
    await checkSheets(page, "cards in a wide font", check);
}
