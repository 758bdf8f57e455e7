import type { ClientRow } from '../model/client.js';

export default {
  label: 'OpenAI Agents SDK for JavaScript',
  code: { module: '@openai/agents', stdio: 'MCPServerStdio', http: 'MCPServerStreamableHttp' },
} satisfies ClientRow;
