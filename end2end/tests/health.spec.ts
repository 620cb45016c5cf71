import { expect, test } from "../support/fixtures.ts";

test("the server says that it is well", async ({ request }) => {
  expect((await request.get("/healthz")).status()).toBe(200);
  expect((await request.get("/readyz")).status()).toBe(200);
});
