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
  {
    package: 'axios',
    from: [1, 0, 0],
    fixed: [1, 8, 2],
    id: 'CVE-2025-27152',
    what: 'absolute URLs bypass the base URL and receive credentials',
  },
  {
    package: 'axios',
    fixed: [0, 30, 0],
    id: 'CVE-2025-27152',
    what: 'absolute URLs bypass the base URL and receive credentials',
  },
  {
    package: 'follow-redirects',
    fixed: [1, 15, 6],
    id: 'CVE-2024-28849',
    what: 'redirects to another host receive credentials',
  },
  {
    package: 'form-data',
    from: [4, 0, 0],
    fixed: [4, 0, 4],
    id: 'CVE-2025-7783',
    what: 'predictable boundaries allow additional form fields',
  },
  {
    package: 'got',
    fixed: [11, 8, 5],
    id: 'CVE-2022-33987',
    what: 'redirects can reach UNIX sockets',
  },
  {
    package: 'jsonwebtoken',
    fixed: [9, 0, 0],
    id: 'CVE-2022-23540',
    what: 'tokens without a signature are accepted by default',
  },
  {
    package: 'lodash',
    fixed: [4, 17, 21],
    id: 'CVE-2021-23337',
    what: 'templates can run commands',
  },
  {
    package: 'node-fetch',
    fixed: [2, 6, 7],
    id: 'CVE-2022-0235',
    what: 'redirects to another host receive credentials',
  },
  {
    package: 'node-fetch',
    from: [3, 0, 0],
    fixed: [3, 1, 1],
    id: 'CVE-2022-0235',
    what: 'redirects to another host receive credentials',
  },
  {
    package: 'simple-git',
    fixed: [3, 16, 0],
    id: 'CVE-2022-25860',
    what: 'repository URLs can run commands',
  },
  {
    package: 'ws',
    from: [8, 0, 0],
    fixed: [8, 17, 1],
    id: 'CVE-2024-37890',
    what: 'a request with many headers stops the process',
  },
];
