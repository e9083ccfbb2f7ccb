// SPDX-License-Identifier: MIT
// Reads a report as people do: in a browser, on a desk, on a narrow phone and on
// paper, with axe-core's rules for WCAG 2.2 AA and good practice. Called by run.sh:
// node axe.mjs MODULES CHROMIUM FILE CARDS HANDOUTS [OTHERS, only on paper]. Prints what failed and `N passed, N failed`.
import { checkCards } from "./cards.mjs";
import { checkHandouts } from "./handouts.mjs";
import { checkPaper } from "./paper.mjs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [modules, chromiumPath, file, cards, handouts, ...others] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "any.js"));
const { chromium } = require("playwright-core");
const axe = require("axe-core");
const address = pathToFileURL(path.resolve(file)).href;

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
let passed = 0;
let failed = 0;
let skipped = 0;

function check(what, fine, detail = "") {
    if (fine) passed += 1;
    else failed += 1;
    if (!fine) console.log(`FAILED: ${what}${detail ? `: ${detail}` : ""}`);
}

function tell(found) {
    return found
        .map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)}`)
        .join("\n  ");
}

// axe-core leaves letters in pictures undecided; all of ours stand on white.
async function checkPictureLetters(page, where) {
    const ratios = await page.evaluate(() => {
        const light = (colour) => {
            const [r, g, b] = colour.match(/\d+/g).map((n) => {
                const part = Number(n) / 255;
                return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        return [...document.querySelectorAll("svg text")].map(
            (text) => 1.05 / (light(getComputedStyle(text).fill) + 0.05),
        );
    });
    const least = Math.min(...ratios);
    check(`letters in pictures, ${where}`, ratios.length > 0 && least >= 4.5, `${least}:1`);
}

async function checkRules(page, where, without = {}) {
    await page.evaluate(axe.source);
    const found = await page.evaluate(
        ([tags, off]) => window.axe.run(document,
            { runOnly: { type: "tag", values: tags }, rules: off }),
        [rules, without],
    );
    for (const one of found.incomplete)
        one.nodes = one.nodes.filter((node) => !node.html.startsWith("<text"));
    found.incomplete = found.incomplete.filter((one) => one.nodes.length > 0);
    await checkPictureLetters(page, where);
    console.log(
        `axe-core ${axe.version}, ${where}: ${found.passes.length} rules passed, ` +
            `${found.violations.length} broken, ${found.incomplete.length} undecided`,
    );
    check(`rules, ${where}`, found.violations.length === 0, tell(found.violations));
    // What is pushed out of sight on a phone was decided on the desk, in the same colours.
    if (where !== "on a phone")
        check(`undecided rules, ${where}`, found.incomplete.length === 0,
            tell(found.incomplete));
    check(`enough rules were looked at, ${where}`, found.passes.length >= 30);
}

async function checkWidth(page, where) {
    const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    check(`nothing is wider than the page, ${where}`, over <= 0, `${over} pixels`);
}

async function checkLinks(page) {
    const dead = await page.evaluate(() =>
        [...document.querySelectorAll("a[href]")]
            .map((a) => a.getAttribute("href"))
            .filter((to) => !to.startsWith("#") || !document.getElementById(to.slice(1))),
    );
    check("every link leads to a place in the page", dead.length === 0, dead.join(" "));
    const counts = await page.evaluate(() => ({
        scripts: document.scripts.length,
        headings: document.querySelectorAll("h1").length,
        pictures: document.querySelectorAll("figure [role=img]").length,
        alone: document.querySelectorAll("figure:not(:has(table)) [role=img]").length,
    }));
    check("there is no script", counts.scripts === 0);
    check("there is one main heading", counts.headings === 1);
    check("there are charts, each with its table", counts.pictures > 0 && counts.alone === 0);
}

async function checkKeys(page) {
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect();
        return { to: document.activeElement.getAttribute("href"), left: box.left };
    });
    check("the first key leads past the contents, and is seen",
        first.to === "#report" && first.left >= 0);
    await page.keyboard.press("Enter");
    const inside = await page.evaluate(() => document.activeElement.id);
    check("it puts the reader into the report", inside === "report", inside);
}

async function checkSpacing(page) {
    await page.addStyleTag({
        content: "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;" +
            " word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }",
    });
    await checkWidth(page, "wide letters (WCAG 1.4.12)");
}

async function run(browser) {
    const asked = [];
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    const page = await context.newPage();
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(address);
    await checkKeys(page);
    await checkLinks(page);
    await checkRules(page, "on a desk");
    await checkWidth(page, "on a desk");
    await page.setViewportSize({ width: 320, height: 640 });
    await checkRules(page, "on a phone");
    await checkWidth(page, "on a phone");
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 794, height: 1123 });
    // Nobody aims at paper with a finger.
    await checkRules(page, "on paper", { "target-size": { enabled: false } });
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 1200, height: 900 });
    await checkSpacing(page);
    check("nothing is loaded from elsewhere", asked.every((one) => one === address),
        asked.join(" "));
}

const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
    await run(browser);
    for (const one of [file, ...others]) {
        const page = await browser.newPage();
        await page.goto(pathToFileURL(path.resolve(one)).href);
        await page.emulateMedia({ media: "print" });
        await page.setViewportSize({ width: 673, height: 1001 });
        skipped += await checkPaper(page, `on paper, ${path.basename(one)}`, check);
        await page.close();
    }
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path.resolve(cards)).href);
    await checkCards(page, { source: axe.source, rules }, check);
    const sheets = await browser.newPage();
    await sheets.goto(pathToFileURL(path.resolve(handouts)).href);
    await checkHandouts(sheets, check);
} finally {
    await browser.close();
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed || !passed ? 1 : 0;
