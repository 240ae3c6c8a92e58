import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// jsdom draws no dialog; open is what matters to a test.
HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
};

// jsdom lays nothing out, so nothing changes its size.
class NoSizes implements ResizeObserver {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
}
globalThis.ResizeObserver ??= NoSizes;
