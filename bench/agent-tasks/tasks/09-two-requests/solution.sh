cd project
npx mcp-provider add-tool --tool 'customer_summary: Name of a customer and number of orders.' --param 'customer_id:integer! ID of the customer' --result 'name:string!' --result 'orders:integer!' --annotation readOnlyHint=true --yes --json
cat > run.txt <<"END"
  async run({ customer_id }, { api }) {
    const [customer, orders] = await Promise.all([
      api({ method: 'GET', path: path`/crm/v1/customers/${customer_id}` }),
      api({ method: 'GET', path: '/crm/v1/orders', query: { customer_id } }),
    ]);
    const { name } = z.object({ name: z.string() }).parse(customer.body);
    return { name, orders: z.array(z.unknown()).parse(orders.body).length };
  },
END
cat > case.txt <<"END"
    customer_summary: {
      arguments: { customer_id: 7 },
      invalid: { customer_id: 'wrong' },
      requests: [
        { method: 'GET', path: '/crm/v1/customers/7', status: 503 },
        { method: 'GET', path: '/crm/v1/customers/7', response: { name: 'Acme' } },
        { method: 'GET', path: '/crm/v1/orders', query: { customer_id: '7' }, response: [{}, {}] },
      ],
      result: { name: 'Acme', orders: 2 },
    },
END
sed -i "s#^import { ToolError } .*#import { path } from 'mcp-provider/api';#; /^  run() {/,/^  },/{ /^  },/r run.txt
d }" src/providers/crm/tools/customer-summary.ts
sed -i '/customer_summary: { todo: true }/{ r case.txt
d }' tests/crm.test.ts
rm run.txt case.txt
npm run check
