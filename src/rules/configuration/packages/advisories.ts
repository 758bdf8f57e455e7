import type { Version } from './version.js';

export interface Advisory {
  package: string;
  /** The first that is affected. */
  from?: Version;
  fixed: Version;
  id: string;
  what: string;
}

/** Advisories about packages that MCP servers use often or are started with. */
export const ADVISORIES: readonly Advisory[] = [
  {
    package: '@modelcontextprotocol/sdk',
    from: [1, 10, 0],
    fixed: [1, 26, 0],
    id: 'CVE-2026-25536',
    what: 'a shared server sends responses to the wrong caller',
  },
  {
    package: '@modelcontextprotocol/sdk',
    fixed: [1, 25, 2],
    id: 'CVE-2026-0621',
    what: 'a resource URI can block the process',
  },
  {
    package: '@modelcontextprotocol/sdk',
    fixed: [1, 24, 0],
    id: 'CVE-2025-66414',
    what: 'any web page can call a local server',
  },
  {
    package: '@modelcontextprotocol/inspector',
    fixed: [0, 16, 6],
    id: 'CVE-2025-49596',
    what: 'a web page can start programs through its proxy',
  },
  {
    package: 'mcp-remote',
    fixed: [0, 1, 16],
    id: 'CVE-2025-6514',
    what: 'a malicious server can start programs during sign-in',
  },
  {
    package: 'sequa-mcp',
    fixed: [1, 0, 14],
    id: 'CVE-2025-10619',
    what: 'a malicious server can start programs during sign-in',
  },
];
