/** Bundles the page of views: one document whose policy allows its own script and style, and nothing else. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** @returns a module with the text before and after the data of a tool */
export function viewPage(folder) {
  const [script, style] = ['bridge.js', 'view.css'].map((name) => bundled(join(folder, name)));
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:; base-uri 'none'; form-action 'none'",
  ].join('; ');
  const before = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Result</title>',
    `<style>${style}</style></head><body><main id="view"></main>`,
    '<script type="application/json" id="tool">',
  ].join('');
  const after = `</script><script type="module">${script}</script></body></html>\n`;
  return `export const PAGE: readonly [before: string, after: string] = ${JSON.stringify([before, after])};\n`;
}

function bundled(path) {
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0].text.trim();
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
