// The pictures of the page in the README, from the samples: ./dev pictures. DATELINE_SEARCH and DATELINE_INDEX as in
// tests/browser; the first argument is the folder for them.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(join(process.cwd(), "tests/browser/"))("playwright-core");
const folder = process.argv[2];

const pictures = [
  ["page-search", "/search?q=river&with=embankment", "light"],
  ["page-article", null, "light"],
  ["page-calendar", "/calendar/2023", "dark"],
];

const server = spawn(process.env.DATELINE_SEARCH, ["serve", "-i", process.env.DATELINE_INDEX, "--port", "0"]);
const base = await new Promise((found, failed) => {
  server.stdout.on("data", (said) => {
    const address = String(said).match(/http:\/\/127\.0\.0\.1:\d+/);
    if (address) found(address[0]);
  });
  server.on("exit", () => failed(new Error("the server ended")));
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--no-proxy-server"],
});
for (const [name, address, colorScheme] of pictures) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 720 }, colorScheme });
  const page = await context.newPage();
  await page.goto(base + (address ?? "/search?q=embankment"));
  if (!address) await page.locator("a.hit").first().click();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}
await browser.close();
server.kill("SIGINT");
