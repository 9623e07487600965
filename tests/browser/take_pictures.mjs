// node take_pictures.mjs FOLDER: takes the pictures anew (./dev pictures); the environment as in server.mjs.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pictures, shot } from "./pictures.mjs";
import { endServers, launched, served } from "./server.mjs";

const bases = {
  captures: await served(process.env.DATELINE_INDEX),
  ledger: await served(process.env.DATELINE_LEDGER_INDEX),
};
const browser = await launched();
for (const picture of pictures)
  writeFileSync(join(process.argv[2], `${picture.name}.png`), await shot(browser, bases, picture));
await browser.close();
endServers();
