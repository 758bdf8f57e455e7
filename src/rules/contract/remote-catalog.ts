import { jsonWithoutComments } from '../../edit/json-repair.js';
import { servedBy } from '../../kinds/kind-of.js';
import { defineRule } from '../define.js';

export default defineRule({
  severity: 'error',
  summary: 'The file remote.json is a catalog of an MCP server.',
  why: 'The server lists these definitions and does not start without them.',
  source: { text: 'The guide to imports of MCP servers.' },
  on: 'provider',
  check(provider, report) {
    const { file, isInvalid } = servedBy(provider);
    const catalog = provider.project.documents.all.find(({ path }) => path === file);
    if (!isInvalid || !catalog) return;
    const text = jsonWithoutComments(catalog.text, []);
    const whole = catalog.at({ start: 0, end: catalog.text.length });
    report({
      at: catalog.start,
      message: `"${file}" is not a catalog of an MCP server.`,
      hint: 'Restore the file from version control, or delete it and import the server again.',
      // Commas at the end of lists.
      ...(text !== undefined && text !== catalog.text && { fix: [{ at: whole, text }] }),
    });
  },
});
