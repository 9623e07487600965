// The pages in a real browser, as a person uses them: node --test page_test.mjs, with the environment of server.mjs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { difference, pictures, shot } from "./pictures.mjs";
import { endServers, launched, served } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser, base, ledger;
const hosts = new Set();

before(async () => {
  base = await served(process.env.DATELINE_INDEX, "--notes");
  ledger = await served(process.env.DATELINE_LEDGER_INDEX);
  browser = await launched();
});

after(async () => {
  await browser?.close();
  endServers();
});

// A page of its own, in which any complaint of the browser (a blocked style, a broken script) is a failure.
async function opened(address, options = {}, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(address.startsWith("/") ? base + address : address);
  await use(page);
  await context.close();
  assert.deepEqual(complaints, []);
}

const total = (page) => page.locator("#total").innerText();
const hits = (page) => page.locator("a.hit");

test("a query is typed, narrowed by a facet, widened again, and the back button goes back", async () => {
  await opened("/", {}, async (page) => {
    await page.fill("#q", "river");
    await page.press("#q", "Enter");
    await page.waitForURL(/q=river/);
    const all = await total(page);
    await page.locator(".facet a").filter({ hasText: "KCNA.kp (En)" }).click();
    await page.waitForURL(/source=kcna\.kp-en/);
    assert.notEqual(await total(page), all);
    await page.locator(".chosen a").click();
    await page.waitForFunction((text) => document.querySelector("#total").innerText === text, all);
    await page.goBack();
    await page.waitForURL(/source=kcna\.kp-en/);
  });
});

test("results appear while one types, and half a query changes nothing", async () => {
  await opened("/search?q=river", {}, async (page) => {
    await page.fill("#q", "visit");
    await page.waitForFunction(() => document.querySelector("h1").innerText.startsWith("visit"));
    assert.match(page.url(), /q=visit/);
    assert.ok((await hits(page).count()) > 0);
  });
});

test("the box says how the query may go on", async () => {
  await opened("/", {}, async (page) => {
    await page.fill("#q", "riv");
    await page.waitForFunction(() => [...document.querySelectorAll("#suggestions option")]
      .some((option) => option.value === "river" && /\(\d+\)/.test(option.label)));
  });
});

test("two queries are compared in one chart, with a table behind it", async () => {
  await opened("/search?q=river", {}, async (page) => {
    await page.fill("#with", "visit");
    await page.press("#with", "Enter");
    await page.waitForURL(/with=visit/);
    assert.equal(await page.locator(".legend li").count(), 2);
    await page.locator("summary").click();
    assert.equal(await page.locator("details thead th").count(), 4);
  });
});

test("a drag on the chart narrows to the stretch", async () => {
  await opened("/search?q=river", {}, async (page) => {
    const box = await page.locator("#chart").boundingBox();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.98, box.y + 20);
    await page.mouse.up();
    await page.waitForURL(/from=20\d\d-01-01&to=20\d\d-12-31/);
  });
});

test("an article is read with its marks, its day and why, and one comes back to the hits", async () => {
  await opened("/search?q=river", {}, async (page) => {
    await hits(page).first().click();
    await page.waitForURL(/\/article\/[0-9a-f]{16}/);
    assert.ok((await page.locator(".body mark").count()) > 0);
    assert.equal(await page.locator("#why").count(), 1);
    await page.getByText("Back to the hits").click();
    await page.waitForURL(/\/search\?q=river/);
  });
});

test("the calendar leads to a day, and a day to its articles", async () => {
  await opened("/calendar?q=river", {}, async (page) => {
    await page.locator(".month td a").first().click();
    await page.waitForURL(/\/day\/\d{4}-\d\d-\d\d/);
    await page.locator(".list a").first().click();
    await page.waitForURL(/\/article\//);
  });
});

test("the keyboard alone is enough", async () => {
  await opened("/search?q=river", {}, async (page) => {
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement === document.querySelectorAll("a.hit")[1]), true);
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/article\//);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.keyboard.press("Escape");
  });
  await opened("/", {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  });
});

test("everything works without scripts", async () => {
  await opened("/", { javaScriptEnabled: false }, async (page) => {
    await page.fill("#q", "river");
    await page.press("#q", "Enter");
    await page.waitForURL(/q=river/);
    await hits(page).first().click();
    await page.waitForURL(/\/article\//);
  });
});

test("a hit is read beside the list, which stays, and the table and the silences are a click away", async () => {
  await opened("/search?q=river", {}, async (page) => {
    const before = await hits(page).count();
    await page.locator(".beside-link").first().click();
    await page.waitForURL(/hit=[0-9a-f]{16}/);
    assert.equal(await page.locator(".preview h2").count(), 1);
    assert.equal(await hits(page).count(), before);
    await page.locator(".preview a", { hasText: "Close" }).click();
    await page.waitForFunction(() => !document.querySelector(".preview"));
    await page.locator(".views a", { hasText: "Table" }).click();
    await page.waitForURL(/view=table/);
    assert.equal(await page.locator("table.rows tbody tr").count(), before);
    await page.locator(".views a", { hasText: "Silences" }).click();
    await page.waitForURL(/\/silences/);
    assert.match(await page.locator("h1").innerText(), /Silences: river/);
  });
});

test("tags and a note are kept by forms, found again, and taken away", async () => {
  await opened("/search?q=river", { javaScriptEnabled: false }, async (page) => {
    await hits(page).first().click();
    await page.waitForURL(/\/article\//);
    const article = page.url();
    await page.fill("#new-tags", "floods to-read");
    await page.locator("button", { hasText: "Add" }).first().click();
    await page.waitForURL(/\/article\/[0-9a-f]{16}\?q=river$/);
    assert.deepEqual(await page.locator(".tags a").allInnerTexts(), ["#floods", "#to-read"]);
    await page.fill("#note-text", "compare with\nthe map");
    await page.locator("button", { hasText: "Keep the note" }).click();
    assert.equal(await page.locator(".note p").count(), 2);
    await page.locator(".tags a").first().click();
    await page.waitForURL(/q=tag%3Afloods/);
    assert.equal(await hits(page).count(), 1);
    await page.goto(article);
    for (const tag of ["floods", "to-read"]) await page.locator("button", { hasText: `Remove #${tag}` }).click();
    await page.fill("#note-text", "");
    await page.locator("button", { hasText: "Keep the note" }).click();
    assert.equal(await page.locator(".tags, .note").count(), 0);
  });
});

test("a form of another site changes nothing", async () => {
  await opened("/search?q=river", {}, async (page) => {
    const address = await hits(page).first().getAttribute("href");
    await page.goto(base + address);
    const token = await page.locator("input[name=token]").first().inputValue();
    const id = address.match(/[0-9a-f]{16}/)[0];
    const other = await page.context().newPage();
    // Another origin that knows the token, which it could not read, still has its own name in the headers.
    await other.setContent(`<form method="post" action="${base}/notes"><input name="token" value="${token}">
      <input name="id" value="${id}"><input name="do" value="tag"><input name="value" value="forged"><button>x</button></form>`);
    const [response] = await Promise.all([other.waitForResponse(/notes/), other.click("button")]);
    assert.equal(response.status(), 403);
    await page.goto(base + "/search?q=tag:forged");
    assert.equal(await hits(page).count(), 0);
  });
});

test("names of an answer lead to their articles and titles", async () => {
  await opened("/search?q=pyongyang", {}, async (page) => {
    await page.locator(".views a", { hasText: "Names" }).click();
    await page.waitForURL(/\/names\?q=pyongyang/);
    assert.ok((await page.locator("table.rows tbody tr").count()) > 0);
    await page.locator("table.rows td a").first().click();
    await page.waitForURL(/\/titles\?q=/);
  });
});

test("an edit is found from the list of edits, read word by word, and its article has all versions", async () => {
  await opened(ledger + "/", {}, async (page) => {
    await page.locator("header nav a", { hasText: "Edits" }).click();
    await page.waitForURL(/\/edits/);
    await page.locator("ol.list h3 a").first().click();
    await page.waitForURL(/\/history\//);
    await page.locator(".versions a").first().click();
    await page.waitForURL(/\/diff\//);
    assert.ok((await page.locator(".diff del").count()) > 0);
    await page.locator(".views a", { hasText: "History" }).click();
    await page.locator("main a", { hasText: "The article" }).click();
    await page.waitForURL(/\/article\//);
    assert.match(await page.locator("#versions").innerText(), /Versions \(\d+\)/);
    assert.ok((await page.locator("a[href^='/diff/']").count()) > 0);
  });
});

test("nothing is cut off at 320 pixels", async () => {
  const history = (await (await fetch(ledger + "/edits.json")).json()).edits[0].id;
  for (const address of [ledger + "/edits", `${ledger}/history/${history}`, `${ledger}/diff/${history}`, "/", "/search?q=river&with=visit", "/search?q=river&view=table", "/silences?q=river",
                         "/calendar/2023", "/names?q=pyongyang", "/saved", "/help", "/about"]) {
    await opened(address, { viewport: { width: 320, height: 640 } }, async (page) => {
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, address);
    });
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    let article;
    const history = (await (await fetch(ledger + "/edits.json")).json()).edits[0].id;
    await opened("/search?q=river", {}, async (page) => (article = await hits(page).first().getAttribute("href")));
    for (const address of ["/", "/search?q=river&with=visit&language=en", "/search?q=zeppelin", article, "/lines?q=river",
                           "/search?q=river&view=table", `/search?q=river&hit=${article.match(/[0-9a-f]{16}/)[0]}`,
                           "/silences?q=river", `/twins/${article.match(/[0-9a-f]{16}/)[0]}`, "/calendar/2023?q=river", "/day/2023-09-14",
                           ledger + "/edits", `${ledger}/history/${history}`, `${ledger}/diff/${history}`,
                           `${ledger}/article/${history}`, ledger + "/search?q=ferry",
                           "/names?q=pyongyang", "/saved", "/help", "/about"]) {
      await opened(address, { colorScheme, bypassCSP: true }, async (page) => {
        await page.evaluate(axe);
        const found = await page.evaluate((runOnly) => axe.run(document, { runOnly }), rules);
        assert.deepEqual(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), [], address);
      });
    }
  });
}

test("five pages look as their pictures in the documents do, seen from afar", async () => {
  const bases = {
    captures: await served(process.env.DATELINE_INDEX),
    ledger: await served(process.env.DATELINE_LEDGER_INDEX),
  };
  const kept = pictures.map(({ name }) => readFileSync(new URL(`../../docs/pictures/${name}.png`, import.meta.url)));
  for (const [i, picture] of pictures.entries()) {
    const fresh = await shot(browser, bases, picture);
    const { mean, far } = await difference(browser, kept[i], fresh);
    assert.ok(mean < 5 && far < 0.02, `${picture.name}: mean ${mean}, far ${far}; ./dev pictures takes them anew`);
    // It would see another page, at least.
    const other = await difference(browser, kept[(i + 1) % kept.length], fresh);
    assert.ok(other.mean >= 5 || other.far >= 0.02, `${picture.name} is not told from the next`);
  }
});

test("no request leaves the machine", () => assert.deepEqual([...hosts].sort(), [base, ledger].sort()));
