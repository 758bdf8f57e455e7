import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import {
  type Skill,
  SKILLS_EXTENSION_ID,
  SKILLS_GET_METHOD,
  SKILLS_LIST_METHOD,
} from '@modelcontextprotocol/server/ext/skills';
import * as z from 'zod';

const ListParams = z.looseObject({ cursor: z.string().optional() });
const GetParams = z.looseObject({ uri: z.string() });
const CACHE = { ttlMs: 300_000, cacheScope: 'private' };

/**
 * Adds the methods of the Skills extension (SEP-2640) to a server; its files are resources of the server. The `attach` of the
 * SDK is not used, because it is experimental and replaces the handlers of all resources.
 */
export function serveSkills(mcpServer: object, skills: readonly object[]): void {
  const { server } = mcpServer as McpServer;
  const entries = skills as readonly Skill[];
  server.registerCapabilities({ extensions: { [SKILLS_EXTENSION_ID]: {} } });
  server.setRequestHandler(SKILLS_LIST_METHOD, { params: ListParams }, () => ({
    skills: [...entries],
    ...CACHE,
  }));
  server.setRequestHandler(SKILLS_GET_METHOD, { params: GetParams }, ({ uri }) => {
    const skill = entries.find((entry) => entry.uri === uri);
    if (!skill) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Skill not found: ${uri}`);
    return { skill, ...CACHE };
  });
}
