import { defineRule } from '../define.js';
import { checkInputs } from './schemas/check.js';

export default defineRule({
  severity: 'error',
  summary: 'Input schemas use only features that every client accepts.',
  why: 'When the API behind a client rejects one schema, the whole request fails and no tool of any server works.',
  source: {
    text: 'microsoft/vscode#248810, makenotion/notion-mcp-server#340, kirodotdev/Kiro#9165',
    url: 'https://github.com/microsoft/vscode/issues/248810',
  },
  on: 'provider',
  check: (provider, report) => checkInputs(provider, 'refused', report),
});
