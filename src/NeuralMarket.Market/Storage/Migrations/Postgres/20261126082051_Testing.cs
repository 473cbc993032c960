using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NeuralMarket.Market.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Testing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AuthorReportJson",
                table: "TestResults",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FeedbackReportJson",
                table: "TestResults",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReceiptBlob",
                table: "TestResults",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ParentId",
                table: "PublishedVersions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ParentVersions",
                table: "PublishedVersions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReceiptBlob",
                table: "PublishedVersions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PerceptualHash",
                table: "HeldOutImages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Split",
                table: "HeldOutImages",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DroppedAt",
                table: "Attempts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Lineages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    PatchId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    OutputsKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lineages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Looks",
                columns: table => new
                {
                    SubmissionId = table.Column<Guid>(type: "uuid", nullable: false),
                    AttemptNumber = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    LineageId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    GivenBack = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Looks", x => new { x.SubmissionId, x.AttemptNumber, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "Retests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    StartedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    WorkDueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    WorkLeaseUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Retests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewTasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    PatchId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Version = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SubmissionId = table.Column<Guid>(type: "uuid", nullable: false),
                    RetestId = table.Column<Guid>(type: "uuid", nullable: false),
                    Finding = table.Column<string>(type: "text", nullable: false),
                    ReportJson = table.Column<string>(type: "text", nullable: true),
                    RaisedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ClosedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ClosedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Resolution = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewTasks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleasedFigures",
                columns: table => new
                {
                    LineageId = table.Column<Guid>(type: "uuid", nullable: false),
                    OutputsKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Accuracy = table.Column<double>(type: "double precision", nullable: false),
                    FiguresJson = table.Column<string>(type: "text", nullable: false),
                    Answers = table.Column<byte[]>(type: "bytea", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleasedFigures", x => new { x.LineageId, x.OutputsKey });
                    table.ForeignKey(
                        name: "FK_ReleasedFigures_Lineages_LineageId",
                        column: x => x.LineageId,
                        principalTable: "Lineages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RetestItems",
                columns: table => new
                {
                    RetestId = table.Column<Guid>(type: "uuid", nullable: false),
                    PatchId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Version = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ParentBefore = table.Column<string>(type: "text", nullable: true),
                    ParentNow = table.Column<string>(type: "text", nullable: true),
                    Key = table.Column<string>(type: "text", nullable: true),
                    Decision = table.Column<string>(type: "text", nullable: true),
                    Problem = table.Column<string>(type: "text", nullable: true),
                    DoneAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetestItems", x => new { x.RetestId, x.PatchId, x.Version });
                    table.ForeignKey(
                        name: "FK_RetestItems_Retests_RetestId",
                        column: x => x.RetestId,
                        principalTable: "Retests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Lineages_AuthorId_OutputsKey",
                table: "Lineages",
                columns: new[] { "AuthorId", "OutputsKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Lineages_AuthorId_PatchId",
                table: "Lineages",
                columns: new[] { "AuthorId", "PatchId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Looks_AuthorId_At",
                table: "Looks",
                columns: new[] { "AuthorId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Looks_LineageId_At",
                table: "Looks",
                columns: new[] { "LineageId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Retests_WorkDueAt",
                table: "Retests",
                column: "WorkDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewTasks_PatchId_Version_Kind",
                table: "ReviewTasks",
                columns: new[] { "PatchId", "Version", "Kind" },
                unique: true,
                filter: "\"ClosedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Looks");

            migrationBuilder.DropTable(
                name: "ReleasedFigures");

            migrationBuilder.DropTable(
                name: "RetestItems");

            migrationBuilder.DropTable(
                name: "ReviewTasks");

            migrationBuilder.DropTable(
                name: "Lineages");

            migrationBuilder.DropTable(
                name: "Retests");

            migrationBuilder.DropColumn(
                name: "AuthorReportJson",
                table: "TestResults");

            migrationBuilder.DropColumn(
                name: "FeedbackReportJson",
                table: "TestResults");

            migrationBuilder.DropColumn(
                name: "ReceiptBlob",
                table: "TestResults");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "PublishedVersions");

            migrationBuilder.DropColumn(
                name: "ParentVersions",
                table: "PublishedVersions");

            migrationBuilder.DropColumn(
                name: "ReceiptBlob",
                table: "PublishedVersions");

            migrationBuilder.DropColumn(
                name: "PerceptualHash",
                table: "HeldOutImages");

            migrationBuilder.DropColumn(
                name: "Split",
                table: "HeldOutImages");

            migrationBuilder.DropColumn(
                name: "DroppedAt",
                table: "Attempts");
        }
    }
}
