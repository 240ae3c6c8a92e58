// 決裁欄 of a printed form.
const approvals = ["署長", "副署長", "課長", "係長", "係"]; // words of the form, not of the interface

export function ApprovalBoxes() {
    return (
        <table className="border-collapse text-center text-12">
            <tbody>
                <tr>
                    {approvals.map((name) => (
                        <th key={name} className="w-14 border border-black font-normal">
                            {name}
                        </th>
                    ))}
                </tr>
                <tr>
                    {approvals.map((name) => (
                        <td key={name} className="h-14 border border-black" />
                    ))}
                </tr>
            </tbody>
        </table>
    );
}
