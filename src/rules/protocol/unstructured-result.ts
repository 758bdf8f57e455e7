import type { Code, Located } from '../../model/code.js';
import { defineRule } from '../define.js';

/** Calls of functions in functions. */
const DEEPEST = 6;

export default defineRule({
  severity: 'error',
  summary: 'A tool with an output schema returns an object, not text or message content.',
  why: 'Clients report an error for results that do not match the output schema.',
  source: {
    text: 'MCP, "Output Schema": servers MUST provide structured results that conform to it; HexSleeves/tailscale-mcp#101',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#output-schema',
  },
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { output, run } of tools) {
      if (!output || !run) continue;
      for (const value of run.function.returned) {
        const found = unstructured(code, { file: run.file, value });
        if (!found) continue;
        report({
          at: found.at.file.at(found.at.value),
          message: `The tool has an output schema, but returns ${found.what}.`,
          hint: 'Return an object with the properties of the schema; the server adds the text for older clients.',
        });
      }
    }
  },
});

interface Unstructured {
  what: string;
  at: Located;
}

/** What is certainly no object of the tool's own; undefined where it is one, or where that cannot be determined. */
function unstructured(code: Code, given: Located, depth = 0): Unstructured | undefined {
  const at = code.resolve(given);
  const { file, value } = at;
  switch (value.is) {
    case 'string':
    case 'template':
      return { what: 'text', at };
    case 'array':
      return { what: 'an array', at };
    case 'literal':
      if (value.type === 'undefined') return undefined;
      return { what: value.type === 'null' ? 'null' : `a ${value.type}`, at };
    case 'object': {
      const content = code.object(at)?.properties.find(({ key }) => key === 'content');
      return content && code.list(content) && isContent(code, content)
        ? { what: 'message content', at }
        : undefined;
    }
    case 'compound': {
      const [part] = value.parts;
      return value.operator === 'await' && part && depth < DEEPEST
        ? unstructured(code, { file, value: part }, depth + 1)
        : undefined;
    }
    case 'call': {
      const target = code.target({ file, value });
      if (target.is === 'global' && target.path === 'JSON.stringify') return { what: 'text', at };
      if (target.is !== 'function' || depth >= DEEPEST) return undefined;
      const [returned, ...more] = target.function.returned;
      return returned && more.length === 0
        ? unstructured(code, { file: target.file, value: returned }, depth + 1)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** `[{ type: 'text', … }]`, as the SDK's own tools give it back. */
function isContent(code: Code, content: Located): boolean {
  const [first] = code.list(content) ?? [];
  return (
    first !== undefined && code.object(first)?.properties.some(({ key }) => key === 'type') === true
  );
}
