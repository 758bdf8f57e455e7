import type { LocalFeature } from '../model/feature.js';

export default {
  label: 'Security checks: a workflow that looks for secrets, vulnerable packages and unsafe code',
  view: ({ run }) => ({ isBun: run('build').startsWith('bun ') }),
  packageJson: () => ({}),
  readme: () =>
    [
      '## Security checks',
      '',
      'On each push and every week, a workflow looks for secrets in the history (gitleaks), known vulnerabilities of packages',
      '(OSV-Scanner), mistakes in workflows (actionlint) and unsafe code (CodeQL). In a private repository, CodeQL needs',
      'GitHub Code Security; without it, remove the job `codeql`. Dependabot updates packages and actions.',
    ].join('\n'),
} satisfies LocalFeature;
