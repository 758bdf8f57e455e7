cd project
npx mcp-provider validate --format json || true
npx mcp-provider validate --fix --format json
npm run check || true
sed -i 's#/customer/#/customers/#' src/providers/crm/tools/get-customer.ts
npm run check
