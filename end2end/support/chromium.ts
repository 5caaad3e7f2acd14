/** Chromium without the calls home that a closed network would refuse. */
export const CHROMIUM = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    // clerk-js takes failed calls of an automated browser for being offline; people's browsers do not say they are automated.
    "--disable-blink-features=AutomationControlled",
  ],
};
