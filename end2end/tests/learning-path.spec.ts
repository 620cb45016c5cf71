// Learning paths and covers: from the catalogue to the lesson to go on with.

import { expect, test } from "../support/fixtures.ts";

test("a path leads to what comes next, with and without JavaScript", { tag: "@every" }, async ({ page, signIn }) => {
  await signIn(page, "rina");
  await page.goto("/katalog");
  await page.getByRole("main").getByRole("link", { name: "Baru di loket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Baru di loket" })).toBeVisible();
  await expect(page.getByText("1 dari 4 kursus selesai")).toBeVisible();
  await page.getByRole("link", { name: /^Lanjutkan: / }).click();
  await expect(page).toHaveURL(/\/kursus\/menangani-pengaduan-warga\//);
});

test("covers keep their place while they load, and have nothing to say", async ({ page }) => {
  await page.goto("/katalog");
  const covers = page.locator("img.card-cover");
  expect(await covers.count()).toBeGreaterThanOrEqual(10);
  for (const cover of await covers.all()) {
    await expect(cover).toHaveAttribute("alt", "");
    await expect(cover).toHaveAttribute("loading", "lazy");
    await expect(cover).toHaveAttribute("width", "640");
    await cover.scrollIntoViewIfNeeded();
    await expect.poll(() => cover.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
  }
});
