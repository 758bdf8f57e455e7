import type { KindOptions } from '../../model/kind.js';

export const baseUrlOption = { value: 'url', description: 'base URL of the API', common: true };

export default {
  label: 'An HTTP API',
  settings: [{ key: 'baseUrl', option: baseUrlOption }],
  tool: {
    option: {
      flag: '--request',
      value: 'call',
      description: 'the request: "POST /rooms/{room_id}/messages"',
      common: true,
    },
  },
  resource: {
    option: {
      flag: '--path',
      value: 'path',
      description: 'the path that is requested: "/rooms/{room_id}"',
      common: true,
    },
  },
} satisfies KindOptions;
