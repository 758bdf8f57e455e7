import { defineRule } from '../define.js';
import { isBelow, lowestOf, OLDEST_NODE } from './packages/version.js';

/** `FROM node:18-slim`, `FROM --platform=… docker.io/library/node:18.20` */
const IMAGE =
  /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*((?:[\w.-]+\/)*node:(\d+(?:\.\d+){0,2})\b[\w.-]*)/gim;
/** `node-version: 18`, `node-version: '18.x'`, and the versions of a matrix. */
const WORKFLOW = /\b(?:node-version|node_version|node)["']?:[ \t]*(\[[^\]\n]*\]|["']?v?\d[\w.]*)/g;
const VERSION = /(?<![\w.])v?(\d+(?:\.\d+){0,2})(?:\.x)?(?![\w.])/g;

export default defineRule({
  severity: 'error',
  summary:
    'Images and workflows use a version of Node.js that the runtime supports: 20.19 or newer.',
  why: 'The server does not start with an older version.',
  limits: 'Checked are images with the name "node", and workflows of GitHub.',
  source: {
    text: 'Node.js, Releases.',
    url: 'https://nodejs.org/en/about/previous-releases',
  },
  on: 'project',
  check({ documents }, report) {
    for (const document of documents.all) {
      const isImage = /(^|\/)(Docker|Container)file[\w.-]*$/.test(document.path);
      // Those of a monorepo can be about its other packages.
      const isWorkflow =
        document.path.startsWith('.github/workflows/') && documents.packagesAbove.length === 0;
      for (const { 0: all, 1: written = '', 2: tag = '', index } of isImage
        ? document.text.matchAll(IMAGE)
        : []) {
        if (!isOld(tag)) continue;
        const start = index + all.length - written.length;
        report({ at: document.at({ start, end: start + written.length }), ...words(tag) });
      }
      for (const { 0: all, 1: written = '', index } of isWorkflow
        ? document.text.matchAll(WORKFLOW)
        : []) {
        const from = index + all.length - written.length;
        for (const { 0: text, 1: version = '', index: at } of written.matchAll(VERSION)) {
          if (!isOld(version)) continue;
          const start = from + at;
          report({ at: document.at({ start, end: start + text.length }), ...words(version) });
        }
      }
    }
  },
});

/** A version without a minor one stands for the newest of them. */
function isOld(version: string): boolean {
  const lowest = lowestOf(version);
  if (!lowest) return false;
  const [major] = lowest;
  return version.includes('.') ? isBelow(lowest, OLDEST_NODE) : major < OLDEST_NODE[0];
}

const words = (version: string) => ({
  message: `The runtime does not support Node.js ${version}.`,
  hint: 'Use Node.js 20.19 or newer.',
});
