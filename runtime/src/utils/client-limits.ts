/** What a client does with names, as far as it is stricter than the specification (1–128 of `A-Za-z0-9_.-`). */
export interface NameLimit {
  client: string;
  /** Whether the tool's name counts alone, or together with the server's. */
  counts: 'tool' | 'both';
  most: number;
  /** What the client does beyond it, as it follows the client's name. */
  beyond: string;
  source: string;
}

/** Of a tool, an argument or a server, as the Claude API, the OpenAI API and Codex take them. */
export const LONGEST_NAME = 64;

/** Beyond these a tool is lost, and with some clients the whole session. */
export const REFUSED: readonly NameLimit[] = [
  {
    client: 'the Claude API',
    counts: 'tool',
    most: LONGEST_NAME,
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

/** Beyond these a tool is shown under another name than its own. */
export const CUT: readonly NameLimit[] = [
  {
    client: 'VS Code',
    counts: 'tool',
    most: 46,
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

/** The Claude API, the OpenAI API and Copilot CLI take no other characters; a dot alone breaks the session. */
export const ALLOWED = /^[A-Za-z0-9_-]+$/;

/** Codex writes "-" as "_", and some clients write capitals as small letters: such a name stays as it is everywhere. */
export const UNCHANGED = /^[a-z][a-z0-9_]*$/;

/** The first limit that the names of a tool and its provider break, with what they have. */
export function firstBrokenLimit(
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

/** The most characters of a tool's name that no client refuses, at a server with this name. */
export const longestName = (server: string): number =>
  Math.min(...REFUSED.map(({ counts, most }) => (counts === 'both' ? most - server.length : most)));

/** What is wrong with a name, to follow it: "has 65 characters; above 64, the Claude API rejects every request". */
export function complaintOf({ limit, length }: { limit: NameLimit; length: number }): string {
  const { client, counts, most, beyond } = limit;
  const size =
    counts === 'both'
      ? `and the provider name have ${length} characters together`
      : `has ${length} characters`;
  return `${size}; above ${most}, ${client} ${beyond}`;
}

/** Characters of a description, or of a server's instructions, that Claude Code shows (anthropics/claude-code#87650). */
export const DESCRIPTION_SHOWN = 2_048;

export interface CountLimit {
  client: string;
  most: number;
  source: string;
}

/** Tools of all servers together, so one provider should stay well below. */
export const TOOL_COUNTS: readonly CountLimit[] = [
  {
    client: 'VS Code and Copilot',
    most: 128,
    source: 'microsoft/vscode, HARD_TOOL_LIMIT; microsoft/copilot-intellij-feedback#1842',
  },
  { client: 'Windsurf', most: 100, source: 'DaxianLee/cocos-mcp-server#11' },
  {
    client: 'Cursor and Trae',
    most: 40,
    source: 'bun913/mcp-testrail#6, Snowflake-Labs/mcp#77; Trae-AI/TRAE#1344',
  },
];

/** Of a provider, unless more are wanted: no client omits tools then. */
export const MOST_TOOLS = Math.min(...TOOL_COUNTS.map(({ most }) => most));

/** Of definitions: an ordinary tool has 100 to 500, and Claude Code warns above 25,000 of all servers. */
export const MOST_TOKENS = { tool: 600, provider: 12_000 };
