// Line icons of one weight, drawn here; all decorative, so hidden from readers.
const paths = {
    search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM20 20l-4-4",
    clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
    bell: "M6 16V11a6 6 0 1 1 12 0v5l2 2H4l2-2ZM10 21h4",
    person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-4 3.5-6.500 8-6.500s8 2.500 8 6.500",
    down: "M6 9l6 6 6-6",
    right: "M9 6l6 6-6 6",
    link: "M10 14l4-4M11 7l1.500-1.500a4.200 4.200 0 0 1 6 6L17 13M13 17l-1.500 1.500a4.200 4.200 0 0 1-6-6L7 11",
    alert: "M12 4 2.500 20h19L12 4ZM12 10v4.500M12 17.400v.1",
    check: "M5 12.500l4.500 4.500L19 7.500",
    close: "M6 6l12 12M18 6L6 18",
    plus: "M12 5v14M5 12h14",
    inbox: "M4 13l3-8h10l3 8v6H4v-6Zm0 0h5l1 2.500h4l1-2.500h5",
    work: "M4 8h16v11H4V8Zm5 0V5h6v3M4 13h16",
    pen: "M4 20l1-4L16.500 4.500l3 3L8 19l-4 1ZM14 7l3 3",
    list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
    book: "M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2V4Zm0 14a2 2 0 0 1 2-2h12",
    print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7v-6Z",
    send: "M4 12l16-8-6 16-2.500-6.500L4 12Z",
    back: "M10 6l-6 6 6 6M4 12h16",
    question:
        "M9.500 9.500a2.600 2.600 0 1 1 3.700 2.400c-.8.4-1.200 1-1.200 2V14.500M12 17.400v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
    guide: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5M12 8v.1",
    filter: "M4 6h16M7 12h10M10 18h4",
    menu: "M4 7h16M4 12h16M4 17h16",
    star: "M12 4l2.400 5.200 5.600.700-4.100 3.900 1.100 5.600L12 16.600l-5 2.800 1.100-5.600L4 9.900l5.600-.700L12 4Z",
    archive: "M4 5h16v4H4V5Zm1 4v10h14V9M10 13h4",
    board: "M4 20V10M10 20V4M16 20v-7M21 20H3",
    history: "M4 12a8 8 0 1 0 2.500-5.800M4 4v4h4M12 8v4l3 2",
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
    return (
        <svg
            aria-hidden="true"
            viewBox="0 0 24 24"
            className={`inline-block size-4 shrink-0 ${className}`}
            fill="none"
            stroke="currentColor"
            strokeWidth={1.8}
            strokeLinecap="round"
            strokeLinejoin="round"
        >
            <path d={paths[name]} />
        </svg>
    );
}
