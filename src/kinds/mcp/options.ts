import type { KindOptions } from '../../model/kind.js';

export const serverOption = {
  value: 'target',
  description: 'URL of the MCP server, or the command that starts it',
};

export default {
  label: 'An MCP server',
  spec: {
    settings: [{ key: 'server', option: serverOption }],
    tool: {
      option: {
        flag: '--remote-tool',
        value: 'name',
        description: 'the tool of the MCP server: "list_issues"',
      },
    },
    resource: {
      option: {
        flag: '--remote-uri',
        value: 'uri',
        description: 'the resource of the MCP server: "acme://rooms"',
      },
    },
  },
} satisfies KindOptions;
