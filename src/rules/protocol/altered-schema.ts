import { defineRule } from '../define.js';
import { checkInputs } from './schemas/check.js';

export default defineRule({
  severity: 'warning',
  summary: 'Input schemas use only features that no client changes or drops.',
  why: 'Clients rewrite or drop unsupported features, and some models reject them, so the tool works in some clients only.',
  source: {
    text: 'google-gemini/gemini-cli#4415, openai/codex#13768, docker/mcp-gateway#234',
    url: 'https://github.com/openai/codex/issues/13768',
  },
  on: 'provider',
  check: (provider, report) => checkInputs(provider, 'altered', report),
});
