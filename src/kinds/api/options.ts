import type { KindOptions } from '../../model/kind.js';

export const baseUrlOption = { value: 'url', description: 'base URL of the API', common: true };

export const bodyOption = {
  flag: '--body',
  value: 'body',
  description: 'the body: "form", "multipart:photo" (a file), "text:note", "binary:content"',
};

export const responseOption = {
  flag: '--response',
  value: 'type',
  description: 'the response: "text", "binary" (a file), or its media type: "image/png"',
};

export const headerOption = {
  flag: '--header',
  value: 'header',
  description: 'a fixed header of the request: "Acme-Version: 2"',
};

export default {
  label: 'An HTTP API',
  spec: {
    settings: [{ key: 'baseUrl', option: baseUrlOption }],
    tool: {
      option: {
        flag: '--request',
        value: 'call',
        description: 'the request: "POST /rooms/{room_id}/messages"',
        common: true,
      },
      furtherOptions: [bodyOption, responseOption, headerOption],
    },
    resource: {
      option: {
        flag: '--path',
        value: 'path',
        description: 'the path that is requested: "/rooms/{room_id}"',
        common: true,
      },
    },
  },
} satisfies KindOptions;
