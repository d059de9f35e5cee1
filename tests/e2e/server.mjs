// Serves the built page below a path, as a static host would, with the strictest policy that a host can send.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

export const PREFIX = "/some/path/";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** What the pages may do, in a host's words; the player may be framed besides. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Starts the server on `port` (0: any), with or without policies in its answers, and resolves to the page's address. */
export function serve(dist, port = 0, hasPolicy = true) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = decodeURIComponent(pathname.slice(PREFIX.length)) || "index.html";
    try {
      if (!pathname.startsWith(PREFIX)) throw new Error("outside the page");
      const body = await readFile(join(dist, normalize(`/${name}`)));
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      const policy = name === "player.html" ? POLICY : `${POLICY}; frame-ancestors 'none'`;
      response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache", ...(hasPolicy && { "Content-Security-Policy": policy }) });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = `http://127.0.0.1:${server.address().port}${PREFIX}`;
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ address, close });
    });
  });
}

if (process.argv[1] === import.meta.filename) {
  const [dist = "dist", port = "4173"] = process.argv.slice(2);
  const { address } = await serve(dist, Number(port));
  console.log(address);
}
