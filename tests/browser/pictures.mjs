// The pages of which pictures are kept in docs/pictures.

const first = "first hit";

// `of`: the index whose page it is; `click`: what is opened from there.
export const pictures = [
  { name: "page-search", of: "captures", address: "/search?q=river&with=embankment", colorScheme: "light" },
  { name: "page-article", of: "captures", address: "/search?q=embankment", click: first, colorScheme: "light" },
  { name: "page-beside", of: "captures", address: "/search?q=embankment", click: "beside the list", colorScheme: "light" },
  { name: "page-calendar", of: "captures", address: "/calendar/2023", colorScheme: "dark" },
  { name: "page-edit", of: "ledger", address: "/edits", click: "what changed", colorScheme: "light" },
];

// The picture as a PNG. `bases`: the address of each server.
export async function shot(browser, bases, picture) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 720 }, colorScheme: picture.colorScheme });
  const page = await context.newPage();
  await page.goto(bases[picture.of] + picture.address);
  if (picture.click === first) await page.locator("a.hit").first().click();
  if (picture.click === "beside the list") await page.locator("a.beside-link").first().click();
  if (picture.click === "what changed") {
    await page.locator("ol.list h3 a").first().click();
    await page.locator(".versions a").first().click();
  }
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => window.scrollTo(0, 0));
  const png = await page.screenshot();
  await context.close();
  return png;
}

// How far two pictures are from each other, seen from afar: the mean difference of their brightness in cells of 20 by 20
// points, 0 to 255, and the share of cells that differ by more than a quarter of that. Letters of other fonts hardly
// count, another layout or colour does.
export async function difference(browser, one, other) {
  const page = await browser.newPage();
  const found = await page.evaluate(
    async (pngs) => {
      const cells = [];
      for (const png of pngs) {
        const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
        const canvas = new OffscreenCanvas(image.width / 20, image.height / 20);
        const context = canvas.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        cells.push(Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3));
      }
      const apart = cells[0].map((value, i) => Math.abs(value - cells[1][i]));
      return {
        mean: apart.reduce((sum, value) => sum + value, 0) / apart.length,
        far: apart.filter((value) => value > 64).length / apart.length,
      };
    },
    [one.toString("base64"), other.toString("base64")],
  );
  await page.close();
  return found;
}
