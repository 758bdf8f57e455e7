cd project
npx mcp-provider rename-tool get_customer find_customer --yes --json
sed -i 's/customer_id/customer/g' README.md src/providers/crm/tools/find-customer.ts tests/crm.test.ts
npx mcp-provider remove-tool list_customers --yes --json
npx mcp-provider add-tool 'DELETE /crm/v1/orders/{order_id} order_id:integer!' --yes --json
npm test -- -u
npm run check
