import { defineRule } from '../define.js';

export default defineRule({
  severity: 'error',
  summary: 'All values that other rules check can be followed to where they come from.',
  why: 'What a value holds beyond that place is unknown: it can be a secret, or an argument that nothing has checked.',
  limits:
    'With `--rule`, it shows what those rules could not follow. Calls of other packages are not followed.',
  source: {
    text: 'CWE-1120, Excessive Code Complexity.',
    url: 'https://cwe.mitre.org/data/definitions/1120.html',
  },
  securitySeverity: 5,
  on: 'unfollowed',
  check({ code }, report) {
    const reported = new Set<string>();
    for (const { file, value } of code.unfollowed) {
      // One for a line: a text may be put together of thousands.
      const line = `${file.path}:${file.region(value).startLine}`;
      if (reported.has(line)) continue;
      reported.add(line);
      report.unseen({
        at: file.at(value),
        message: 'Cannot determine what this value holds: it depends on too many others.',
        hint: 'Check by hand what reaches it, and suppress this finding with a reason; or make the way shorter.',
      });
    }
  },
});
