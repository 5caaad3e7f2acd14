import { resolve } from "node:path";

const address = process.env["LEPTOS_SITE_ADDR"] ?? "127.0.0.1:3000";
const port = Number(address.slice(address.lastIndexOf(":") + 1));

/** The application. */
export const site = `http://localhost:${port}`;

/** The stand-in for Clerk, at its own address. */
export const standIn = `http://localhost:${process.env["CLERK_LOCAL_PORT"] ?? port + 1}`;

/** Where the application under test and its stand-ins keep their data. */
export const localData = resolve(__dirname, "../..", process.env["APP_LOCAL_DIR"] ?? ".local");
