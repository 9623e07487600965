// Servers and the browser of the tests and of the pictures. In the environment: DATELINE_SEARCH (the program),
// DATELINE_INDEX (an index of tests/samples/captures), DATELINE_LEDGER_INDEX (one to which tests/samples/ledger was added
// file by file) and CHROMIUM (the browser).

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

const servers = [];

// Serves an index, with forms for notes where it is told to, and says where.
export async function served(index, ...more) {
  const server = spawn(process.env.DATELINE_SEARCH, ["serve", "-i", index, "--port", "0", ...more]);
  servers.push(server);
  return new Promise((found, failed) => {
    let said = "";
    server.stdout.on("data", (part) => {
      said += part;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) found(address[0]);
    });
    server.on("exit", () => failed(new Error("the server ended: " + said)));
  });
}

export const launched = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--no-proxy-server"],
  });

export function endServers() {
  for (const server of servers) server.kill("SIGINT");
}
