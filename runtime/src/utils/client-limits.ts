/** The limit of a client for names, if it is stricter than the specification (1–128 of `A-Za-z0-9_.-`). */
export interface NameLimit {
  client: string;
  /** Whether the limit is for the tool's name alone, or together with the server's. */
  counts: 'tool' | 'both';
  most: number;
  /** The behavior of the client beyond the limit, to follow the client's name. */
  beyond: string;
  source: string;
}

/** The longest name of a tool, an argument or a server that the Claude API, the OpenAI API and Codex accept. */
export const MAX_NAME_LENGTH = 64;

/** The longest name of a tool that VS Code shows unchanged. */
export const MAX_SHOWN_NAME_LENGTH = 46;

/** Limits beyond which a tool is lost, and with some clients the whole session. */
export const REFUSAL_LIMITS: readonly NameLimit[] = [
  {
    client: 'the Claude API',
    counts: 'tool',
    most: MAX_NAME_LENGTH,
    beyond: 'rejects every request',
    source: 'anthropics/claude-code#19882; OpenAI API: microsoft/foundry-dev-tools#201',
  },
  {
    client: 'Claude Code',
    counts: 'both',
    most: 57,
    beyond: 'sends a name that the API rejects',
    source: 'cloudflare/skills#11: "mcp__<server>__<tool>" has at most 64',
  },
  {
    client: 'Cursor',
    counts: 'both',
    most: 59,
    beyond: 'hides the tool',
    source: 'ComposioHQ/composio#2788, PostHog/posthog#51483',
  },
];

/** Limits beyond which a tool is shown under another name. */
export const SHORTENING_LIMITS: readonly NameLimit[] = [
  {
    client: 'VS Code',
    counts: 'tool',
    most: MAX_SHOWN_NAME_LENGTH,
    beyond: 'shortens the name',
    source: 'microsoft/vscode, "McpToolName": up to 18 characters before it, 64 in all',
  },
  {
    client: 'Claude Code in a plugin',
    counts: 'both',
    most: 50,
    beyond: 'cannot add the name of the plugin',
    source: 'metatool-ai/metamcp#249: "mcp__plugin_<plugin>_<server>__<tool>" has at most 64',
  },
];

/**
 * Names that all clients accept: the Claude API, the OpenAI API and Copilot CLI accept no other
 * characters; a dot alone breaks the session.
 */
export const ACCEPTED_NAME = /^[A-Za-z0-9_-]+$/;

/** Names that no client changes: Codex writes "-" as "_", and some clients write capitals as small letters. */
export const UNCHANGED_NAME = /^[a-z][a-z0-9_]*$/;

/** Returns the first limit that the names of a tool and its provider exceed, with their length. */
export function firstExceededLimit(
  limits: readonly NameLimit[],
  provider: string,
  tool: string,
): { limit: NameLimit; length: number } | undefined {
  for (const limit of limits) {
    const length = tool.length + (limit.counts === 'both' ? provider.length : 0);
    if (length > limit.most) return { limit, length };
  }
  return undefined;
}

/** Returns the longest name of a tool that no client refuses, at a server with this name. */
export const longestName = (server: string): number =>
  Math.min(
    ...REFUSAL_LIMITS.map(({ counts, most }) => (counts === 'both' ? most - server.length : most)),
  );

/** Returns the problem of a name, to follow it: "has 65 characters; above 64, the Claude API rejects every request". */
export function limitProblem({ limit, length }: { limit: NameLimit; length: number }): string {
  const { client, counts, most, beyond } = limit;
  const size =
    counts === 'both'
      ? `and the provider name have ${length} characters together`
      : `has ${length} characters`;
  return `${size}; above ${most}, ${client} ${beyond}`;
}

/** Characters of a description, or of a server's instructions, that Claude Code shows (anthropics/claude-code#87650). */
export const DESCRIPTION_SHOWN = 2_048;

/** The most of something that a client accepts, and where the client documents it. */
export interface CountLimit {
  client: string;
  limit: number;
  source: string;
}

/** Limits of the tools of all servers together, so one provider should stay well below. */
export const TOOL_COUNTS: readonly CountLimit[] = [
  {
    client: 'VS Code and Copilot',
    limit: 128,
    source: 'microsoft/vscode, HARD_TOOL_LIMIT; microsoft/copilot-intellij-feedback#1842',
  },
  { client: 'Windsurf', limit: 100, source: 'DaxianLee/cocos-mcp-server#11' },
  {
    client: 'Cursor and Trae',
    limit: 40,
    source: 'bun913/mcp-testrail#6, Snowflake-Labs/mcp#77; Trae-AI/TRAE#1344',
  },
];

/** Most tools of a provider, unless it states another number: no client omits tools then. */
export const MAX_TOOLS = Math.min(...TOOL_COUNTS.map(({ limit }) => limit));

/**
 * Recommended maximum of tokens for the definition of a tool, and for all definitions of a
 * provider: an ordinary tool has 100 to 500, and Claude Code warns above 25,000 of all servers.
 */
export const MAX_TOKENS = { tool: 600, provider: 12_000 };
