import { distance } from 'fastest-levenshtein';
import type { Property } from '../../model/code.js';
import { toolHints } from '../../model/spec.js';
import { defineRule } from '../define.js';
import { changeOf } from './requests/writing.js';

const HINTS = ['readOnlyHint', 'destructiveHint', 'idempotentHint'];
const KEYS: readonly string[] = ['title', ...toolHints];

export default defineRule({
  severity: 'warning',
  summary:
    'A tool that sends POST, PUT, PATCH or DELETE, or changes rows, has annotations, and annotations have the names of MCP.',
  why: 'Without annotations, clients treat the tool as destructive: they ask before every call or hide the tool.',
  source: {
    text: 'MCP, "ToolAnnotations": "destructiveHint" is true where it is not set',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations',
  },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const signIn = provider.file('api/auth');
    for (const tool of provider.tools) {
      const { annotations, object, name, at } = tool;
      const stated = Object.keys(annotations ?? {});
      const written = tool.property('annotations');
      for (const each of (written && code.object(written)?.properties) ?? []) {
        const meant = KEYS.find((key) => !KEYS.includes(each.key) && distance(key, each.key) <= 2);
        if (meant !== undefined) report(misspelled(each, meant));
      }
      if (HINTS.some((hint) => stated.includes(hint))) continue;
      const change = changeOf(tool, code, signIn);
      if (change === undefined) continue;
      const place = name.is === 'known' ? name.at : at;
      const hint =
        'Add "annotations" with "destructiveHint", and "idempotentHint" if repeating a call has no further effect.';
      if (written ? !annotations : object?.partial) {
        const message = 'Cannot determine the annotations of the tool.';
        report.unseen({ at: written ? written.file.at(written.value) : place, message, hint });
      } else {
        const message = `The tool ${change} but has no annotations that describe the change.`;
        report({ at: place, message, hint });
      }
    }
  },
});

/** A misspelled annotation counts as none. */
const misspelled = ({ key, at, value }: Property, meant: string) => ({
  at,
  message: `MCP has no annotation "${key}".`,
  hint: `Write "${meant}".`,
  fix: [{ at, text: at.start === value.start ? `${meant}: ${key}` : meant }],
});
