// SPDX-License-Identifier: MIT
// Reads hand-outs as a printer lays them out: large print, and a theme with little beside
// it on one sheet.

// In the pixels of the style sheet: 16 pt.
const leastLetters = 16 * 96 / 72;

function measure() {
    const words = [...document.querySelectorAll("section *")].filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    return {
        sheets: document.querySelectorAll("section").length,
        letters: Math.min(...words.map((one) => parseFloat(getComputedStyle(one).fontSize))),
    };
}

export async function checkHandouts(page, check) {
    await page.emulateMedia({ media: "print" });
    const found = await page.evaluate(measure);
    check("there are hand-outs", found.sheets > 1, `${found.sheets}`);
    check("hand-outs are in large print", found.letters >= leastLetters - 0.01,
        `${found.letters} pixels`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
    check("a theme with little beside it is one sheet", pages === found.sheets,
        `${pages} pages of ${found.sheets} themes`);
}
