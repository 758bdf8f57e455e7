import type { Rule } from '../../model/rule.js';

/** Commands that install a program before they start it, and patterns of fixed versions. */
const LOADERS = [
  {
    command: /^(npx|bunx|pnpx|npm (exec|x)|(pnpm|yarn) dlx|bun x)(\.cmd)?(?= )/,
    fixed: /.@v?\d+\.\d+\.\d+[\w.+-]*$/,
    moving: /.@[^/]+$/,
  },
  {
    command: /^(uvx|uv tool run|pipx run)(?= )/,
    fixed: /(==|.@)\d+(\.\d+)*[\w.+-]*$/,
    moving: /(.@|[=<>~])[^/]+$/,
  },
  {
    command: /^(docker|podman|nerdctl) run(?= )/,
    fixed: /@sha256:|:(?!latest$)[^/:]*\d[^/:]*$/,
    moving: /:[^/:]+$/,
  },
];
const VALUE_OPTION =
  /^(-[euvwlh]|--(env|env-file|volume|mount|name|network|user|publish|workdir|label|entrypoint|platform|python|with|index-url|registry))$/;
const server = (command: string) =>
  ({
    'provider-config.yaml': [
      'base_url: https://api.weather.dev/v1',
      `kind: mcp\n    server: ${command}`,
    ],
  }) as const;

export default {
  severity: 'warning',
  summary: 'Commands of MCP servers in provider-config.yaml use fixed versions.',
  why: 'With "latest" or a range, the next version that is published runs on this machine without a review.',
  limits: 'A name without a version is not reported.',
  source: {
    text: 'OWASP Top 10 for LLM Applications, LLM03 Supply Chain; CWE-829.',
    url: 'https://cwe.mitre.org/data/definitions/829.html',
  },
  securitySeverity: 5.6,
  provider({ entry }, report) {
    const setting = entry?.get('server');
    if (typeof setting?.value !== 'string') return;
    for (const { command, fixed: fixedVersion, moving: movingVersion } of LOADERS) {
      const [loader] = command.exec(setting.value) ?? [];
      const commandWords = setting.value.slice(loader?.length).trim().split(/\s+/);
      const program = commandWords.find(
        (word, index) => !word.startsWith('-') && !VALUE_OPTION.test(commandWords[index - 1] ?? ''),
      );
      if (loader === undefined || program === undefined) continue;
      if (movingVersion.test(program) && !fixedVersion.test(program))
        report(
          setting.range,
          `"${program}" has no fixed version.`,
          'Name the version that you have reviewed, such as "1.2.3".',
        );
    }
  },
  examples: {
    pass: [
      server('npx -y weather-server@1.0.0'),
      server('npx -y @acme/weather-server'),
      server('docker run --rm -i -e KEY acme/weather:1.2'),
      server('https://mcp.weather.dev/mcp'),
    ],
    fail: [
      [server("‹'npx -y weather-server@latest'›"), '"weather-server@latest" has no fixed version.'],
      [server("‹'uvx weather>=1.0'›"), '"weather>=1.0" has no fixed version.'],
      [
        server('‹docker run -i acme/weather:latest›'),
        '"acme/weather:latest" has no fixed version.',
      ],
    ],
  },
} satisfies Rule;
