import { defineRule } from '../define.js';
import { project } from '../example.js';
import { portOf } from './documents/ports.js';
import { textAt } from './documents/scalars.js';

const PATH = '/auth/callback';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export default defineRule({
  severity: 'error',
  summary: 'The callback of a sign-in leads to its sign-in server.',
  why: 'The authorization server sends the code to this address: it has to be one that only we answer on, over https or on this machine.',
  source: {
    text: 'RFC 8252, section 7.3; MCP specification, Authorization: redirect URIs are localhost or HTTPS.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#communication-security',
  },
  on: 'project',
  check({ documents: { config } }, report) {
    if (!config) return;
    for (const { key } of config.entries('providers')) {
      const found = textAt(config, 'providers', key, 'callback_url');
      if (!found) continue;
      const complaint = complaintAbout(found.text, portOf(config, key)?.port);
      if (complaint) report({ at: found.at, ...complaint, provider: key });
    }
  },
  examples: [
    {
      ok: project`
        // provider-config.yaml, changed
              auth: api-key
        +     port: 8710
        +     callback_url: http://127.0.0.1:8710/auth/callback
      `,
    },
    {
      ok: project`
        // provider-config.yaml, changed
              auth: api-key
        +     callback_url: https://mcp.acme.dev/weather/auth/callback
      `,
    },
    {
      bad: project`
        // provider-config.yaml, changed
              auth: api-key
        +     port: 8710
        +     callback_url: ‹http://127.0.0.1:8711/auth/callback›
      `,
      finds: ['The callback comes back on port 8711, and the sign-in server listens on 8710.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
              auth: api-key
        +     callback_url: ‹http://127.0.0.1:8710/auth/callback›
      `,
      finds: ['The callback comes back on port 8710, and the sign-in server takes any free one.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
              auth: api-key
        +     port: 8710
        +     callback_url: ‹http://localhost:8710/callback›
      `,
      finds: [
        'The path of the callback is "/callback", and sign-in servers answer on "/auth/callback".',
      ],
    },
    {
      bad: project`
        // provider-config.yaml, changed
              auth: api-key
        +     callback_url: ‹https://mcp.acme.dev/auth/callback#done›
      `,
      finds: [
        'The callback "https://mcp.acme.dev/auth/callback#done" has a part that an authorization server refuses.',
      ],
    },
    {
      bad: project`
        // provider-config.yaml, changed
              auth: api-key
        +     callback_url: ‹http://mcp.acme.dev/auth/callback›
      `,
      finds: [
        'The callback "http://mcp.acme.dev/auth/callback" is neither https nor on this machine.',
      ],
    },
  ],
});

function complaintAbout(text: string, port: number | undefined) {
  // What is no address at all is a fault of the entry.
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isLocal = url.protocol === 'http:' && LOOPBACK.has(url.hostname);
  if (!isLocal && url.protocol !== 'https:') {
    return {
      message: `The callback "${text}" is neither https nor on this machine.`,
      hint: 'Use https, or an address of this machine such as 127.0.0.1.',
    };
  }
  if (!url.pathname.endsWith(PATH)) {
    return {
      message: `The path of the callback is "${url.pathname}", and sign-in servers answer on "${PATH}".`,
      hint: `End the address with "${PATH}", here and where the client is registered.`,
    };
  }
  if (url.hash !== '' || url.username !== '') {
    return {
      message: `The callback "${text}" has a part that an authorization server refuses.`,
      hint: 'Leave out the name before "@" and what follows "#".',
    };
  }
  const asked = Number(url.port || 80);
  if (!isLocal || asked === port) return undefined;
  return {
    message:
      port === undefined
        ? `The callback comes back on port ${asked}, and the sign-in server takes any free one.`
        : `The callback comes back on port ${asked}, and the sign-in server listens on ${port}.`,
    hint: `Set "port: ${asked}", or change the callback here and where the client is registered.`,
  };
}
