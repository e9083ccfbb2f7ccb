// SPDX-License-Identifier: MIT
// Reads a report as a printer lays it out: how large its letters and pictures are, and
// with poppler's pdftotext what stands at the foot of each page and how full it is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

// In the pixels of the style sheet: 9 pt; 265 mm less room for a heading; 30 mm.
const leastLetters = 12;
const mostPicture = 900;
const leastCell = 113;
const fullEnough = 0.55;
// An e-mail takes it. A pattern that the browser turns into pixels is 300 kB for each bar.
const mostBytes = 1200000;

const plain = (text) => text.replace(/\s+/g, " ").trim();

function measure() {
    const letters = [...document.querySelectorAll("body *")].filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
        one.getClientRects().length > 0 && !one.closest(".unseen, title, desc"));
    const size = (one) => parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom;
    const shown = [...document.querySelectorAll("svg.picture, .piece")].filter((one) =>
        one.getClientRects().length > 0);
    const smallest = letters.reduce((a, b) => (size(a) <= size(b) ? a : b));
    const cells = [...document.querySelectorAll("td, tbody th")].filter((one) =>
        one.innerText.trim().length > 60);
    const width = (one) => one.getBoundingClientRect().width;
    const narrowest = cells.reduce((a, b) => (width(a) <= width(b) ? a : b));
    return {
        letters: size(smallest),
        where: smallest.outerHTML.slice(0, 120),
        pictures: shown.length,
        tallest: Math.max(...shown.map((one) => one.getBoundingClientRect().height)),
        cell: width(narrowest),
        cellText: narrowest.innerText,
        heads: [...document.querySelectorAll("h2, h3, h4, caption, .chart .title, thead tr")]
            .map((one) => [...one.childNodes].map((node) => node.textContent).join(" ")),
        sayers: [...document.querySelectorAll(".quote figcaption")]
            .map((one) => one.textContent.split(": ").pop()),
    };
}

// Pages of lines, each with how far down it stands: 0 at the top, 1 at the foot.
function readPages(pdf) {
    const folder = mkdtempSync(path.join(os.tmpdir(), "paper-"));
    try {
        const from = path.join(folder, "report.pdf");
        const to = path.join(folder, "report.html");
        writeFileSync(from, pdf);
        execFileSync("pdftotext", ["-bbox-layout", from, to]);
        const pages = readFileSync(to, "utf8").split("<page ").slice(1);
        return { pages: pages.map(readPage), twice: pages.flatMap(wordsTwice) };
    } finally {
        rmSync(folder, { recursive: true });
    }
}

// Words that stand on others like them: whoever copies from the page gets both.
function wordsTwice(text) {
    const words = [...text.matchAll(/<word .*<\/word>/g)].map((word) => word[0]);
    return words.filter((word, at) => words.indexOf(word) < at);
}

function readPage(text) {
    const height = Number(text.match(/height="([\d.]+)"/)[1]);
    const decode = (word) => word.replace(/&lt;/g, "<").replace(/&gt;/g, ">")
        .replace(/&quot;/g, "\"").replace(/&amp;/g, "&");
    return text.split("<line ").slice(1).map((line) => ({
        down: Number(line.match(/yMax="([\d.]+)"/)[1]) / height,
        left: Number(line.match(/xMin="([\d.]+)"/)[1]),
        text: [...line.matchAll(/>([^<]*)<\/word>/g)].map((word) => decode(word[1])).join(" "),
    }));
}

// The last words of a page are no heading, or the end of one of two lines.
function checkFeet(pages, { heads, sayers }, where, check) {
    const names = heads.map(plain).filter((name) => name);
    const under = sayers.map(plain);
    pages.forEach((lines, number) => {
        const body = lines.filter((line) => line.down < 0.945);
        const foot = Math.max(...body.map((line) => line.down));
        // The cells of a row stand side by side. A heading, and a row of them, begins at the
        // margin; a cell further in may have the same words.
        const lowest = body.filter((line) => line.down > foot - 0.004);
        const last = lowest.map((line) => line.text).join(" ");
        const margin = Math.min(...body.map((line) => line.left));
        const indent = Math.min(...lowest.map((line) => line.left)) - margin;
        // Who said so stands in a box under the words, and may be called as a heading is.
        const inside = indent > 60 || indent > 8 && under.includes(lowest[0].text);
        const alone = !inside && names.some((name) => name === last ||
            (last.length > 15 && name.endsWith(` ${last}`)));
        check(`page ${number + 1} ends in no heading, ${where}`, !alone, last);
        if (number + 1 < pages.length)
            check(`page ${number + 1} is full enough, ${where}`, foot > fullEnough,
                `${Math.round(foot * 100)} %`);
    });
}

// Returns how many checks were skipped.
export async function checkPaper(page, where, check) {
    const found = await page.evaluate(measure);
    check(`letters are large enough, ${where}`, found.letters >= leastLetters - 0.01,
        `${found.letters} pixels: ${found.where}`);
    check(`no picture is taller than a page, ${where}`,
        found.pictures > 0 && found.tallest <= mostPicture, `${found.tallest} pixels`);
    check(`long cells are wide enough, ${where}`, found.cell >= leastCell,
        `${found.cell} pixels: ${found.cellText}`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    check(`it prints, ${where}`, pdf.length > 10000);
    check(`it is small enough, ${where}`, pdf.length < mostBytes, `${pdf.length} bytes`);
    try {
        execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    } catch {
        console.log(`SKIPPED: [the pages ${where}] there is no pdftotext; install poppler-utils`);
        return 1;
    }
    const { pages, twice } = readPages(pdf);
    check(`no word is printed twice in one place, ${where}`, twice.length === 0,
        `${twice.length} words, such as ${twice[0]}`);
    console.log(`${pages.length} pages ${where}`);
    checkFeet(pages, found, where, check);
    return 0;
}
