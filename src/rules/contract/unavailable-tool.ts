import { pageUrl } from '../../model/documentation.js';
import { defineRule } from '../define.js';

export default defineRule({
  severity: 'warning',
  summary: 'Tools are available.',
  why: 'Models still choose an unavailable tool, and every call fails.',
  source: {
    text: '"Newer documents" in docs/openapi.md of create-mcp-provider.',
    url: pageUrl('openapi.md#newer-documents'),
  },
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { name, property } of tools) {
      const unavailable = property('unavailable');
      if (!unavailable) continue;
      const at = unavailable.file.at(unavailable.value);
      const reason = code.constant(unavailable);
      const hint =
        'Delete the tool with its test and its entry in openapi.yaml, or delete "unavailable" if its requests succeed.';
      if (typeof reason !== 'string') {
        report.unseen({ at, message: 'Cannot determine whether the tool is available.', hint });
        continue;
      }
      const tool = name.is === 'known' ? `The tool "${name.value}"` : 'This tool';
      report({ at, message: `${tool} is unavailable: ${reason}`, hint });
    }
  },
});
